//! Tables that people keep elsewhere: CSV text and worksheets, read with the place of every cell.
