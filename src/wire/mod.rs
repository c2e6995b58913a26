//! What the two APIs say, leniently read.
