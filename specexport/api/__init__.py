"""The verbs: export, check, new, data, import, doctor, licences."""
