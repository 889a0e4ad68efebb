//! Pages with slots.

/// Appends a template with each `{{slot}}` replaced by what `write` appends for its name.
///
/// What is written is not looked at again, so no text can open a slot.
pub(super) fn fill(out: &mut String, template: &str, mut write: impl FnMut(&mut String, &str)) {
    let mut rest = template;
    while let Some((before, (slot, after))) =
        rest.split_once("{{").and_then(|(before, tail)| Some((before, tail.split_once("}}")?)))
    {
        out.push_str(before);
        write(out, slot);
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once_and_what_fills_them_is_left_alone() {
        let mut out = String::new();
        fill(&mut out, "<{{a}}|{{b}}> {{", |out, slot| {
            out.push_str(if slot == "a" { "{{b}}" } else { slot });
        });
        assert_eq!(out, "<{{b}}|b> {{");
    }
}
