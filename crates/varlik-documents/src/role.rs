//! Words for the bearers of offices, and for what governments do.

use varlik_names::KeyHasher;
use varlik_text::TokenKind;

use crate::analysis::Analysis;
pub(crate) use crate::tables::role_words::RoleWord;
use crate::tables::role_words::{LEADING, ROLE_WORDS};

/// Words of the longest phrase.
const LONGEST: usize = 2;

/// What the words that begin at `at` say, and how many they are; of a phrase and its first word the phrase.
pub(crate) fn role_words(
    analysis: &Analysis,
    at: usize,
    wanted: impl Fn(RoleWord) -> bool,
) -> Option<(RoleWord, usize)> {
    let mut hasher = KeyHasher::new();
    let mut found = None;
    for (index, word) in analysis.words.get(at..)?.iter().take(LONGEST).enumerate() {
        if word.token.kind != TokenKind::Word || (index > 0 && word.token.line_start) {
            break;
        }
        hasher.push_word(analysis.key(word).as_bytes());
        let hash = hasher.finish();
        let from = ROLE_WORDS.partition_point(|&(known, _)| known < hash);
        let mut roles = ROLE_WORDS.iter().skip(from).take_while(|&&(known, _)| known == hash);
        if let Some(&(_, role)) = roles.find(|&&(_, role)| wanted(role)) {
            found = Some((role, index + 1));
        }
    }
    found
}

/// Whether the bearers of an office (by its hash) are leaders.
pub(crate) fn is_leading(office: u64) -> bool {
    LEADING.binary_search(&office).is_ok()
}

/// Whether the bearer of one office may be called by another: a president is a leader.
pub(crate) fn may_be_called(office: u64, called: u64) -> bool {
    office == called || (called == LEADER && is_leading(office))
}

/// The hash of `office:leader`.
pub(crate) const LEADER: u64 = varlik_names::key_hash(b"office:leader");
