//! Multilingual names made comparable and resolved: the front door of the varlik house.
#![forbid(unsafe_code)]
