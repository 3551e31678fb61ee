"""Reading a commercial file as companies really export it. Pure: bytes and rows in, values and problems out."""
