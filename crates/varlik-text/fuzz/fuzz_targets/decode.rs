#![no_main]
//! Any bytes are a text or an error that says why; a text is never longer than three bytes a byte.

use libfuzzer_sys::fuzz_target;
use varlik_text::decode;

fuzz_target!(|bytes: &[u8]| match decode(bytes) {
    Ok(decoded) => {
        assert!(decoded.text.len() <= bytes.len() * 3);
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(text.ends_with(&*decoded.text) || decoded.repair().is_some(), "UTF-8 is read as it is");
        }
    }
    Err(error) => assert!(!error.to_string().is_empty()),
});
