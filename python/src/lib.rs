//! The Python door of varlik.
