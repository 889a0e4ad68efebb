//! What a string says, whatever its bytes and script: decoding, repair, casing, folding, keys, tokens, offsets.
#![forbid(unsafe_code)]
