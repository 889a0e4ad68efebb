//! What must hold across the rooms of the varlik house: see the `[[test]]` targets.
