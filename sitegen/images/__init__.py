"""Pictures at build time: their sizes, smaller copies in WebP, and the markup that offers them.

A leaf beside `markdown`: bytes in, plain data and bytes out. What it makes depends on a picture's
content and on `recipe()` alone.
"""

from sitegen.images.encoding import encode
from sitegen.images.header import Header, read_header
from sitegen.images.markup import SIZES, with_pictures
from sitegen.images.picture import (
    FOLDER,
    Measured,
    Picture,
    key_of,
    picture,
    recipe,
    variant_name,
)
from sitegen.images.store import PictureStore, Task, measure_file

__all__ = [
    "FOLDER",
    "SIZES",
    "Header",
    "Measured",
    "Picture",
    "PictureStore",
    "Task",
    "encode",
    "key_of",
    "measure_file",
    "picture",
    "read_header",
    "recipe",
    "variant_name",
    "with_pictures",
]
