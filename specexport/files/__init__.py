"""The disk: reading sources and the files they name, and writing outputs whole or not at all."""

from specexport.files.folder import Folder, NoFolder
from specexport.files.media import picture
from specexport.files.sources import STREAM, read_source
from specexport.files.writing import check_folder, sweep, write

__all__ = ["STREAM", "Folder", "NoFolder", "check_folder", "picture", "read_source", "sweep", "write"]
