"""What browsers keep on disk for their extensions, read from bytes, damaged or not.

Nothing here opens a file: a browser's own libraries write as they open, and would harm what is to
be saved. Ref: docs/foreign-formats.md, "A browser's profile".
"""
