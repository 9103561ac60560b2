"""The disk: reading sources and the files they name, and writing outputs whole or not at all."""

from specexport.system.folder import Folder, NoFolder
from specexport.system.media import picture
from specexport.system.sources import STREAM, read_source
from specexport.system.writing import check_folder, sweep, write

__all__ = ["STREAM", "Folder", "NoFolder", "check_folder", "picture", "read_source", "sweep", "write"]
