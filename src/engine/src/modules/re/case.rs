//! Which characters are the same when the case is ignored (`re.IGNORECASE`).

/// Whether and among which characters the case is ignored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fold {
    /// It matters.
    None,
    /// Ignored among the 52 letters of ASCII.
    Ascii,
    /// Ignored as Unicode pairs letters.
    Unicode,
}

/// Groups of lower-case characters whose upper case is the same, in ascending order within a group.
const SAME_UPPER: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17f],
    &[0xb5, 0x3bc],
    &[0x345, 0x3b9, 0x1fbe],
    &[0x390, 0x1fd3],
    &[0x3b0, 0x1fe3],
    &[0x3b2, 0x3d0],
    &[0x3b5, 0x3f5],
    &[0x3b8, 0x3d1],
    &[0x3ba, 0x3f0],
    &[0x3c0, 0x3d6],
    &[0x3c1, 0x3f1],
    &[0x3c2, 0x3c3],
    &[0x3c6, 0x3d5],
    &[0x432, 0x1c80],
    &[0x434, 0x1c81],
    &[0x43e, 0x1c82],
    &[0x441, 0x1c83],
    &[0x442, 0x1c84, 0x1c85],
    &[0x44a, 0x1c86],
    &[0x463, 0x1c87],
    &[0x1c88, 0xa64b],
    &[0x1e61, 0x1e9b],
    &[0xfb05, 0xfb06],
];

/// Characters that are not the upper case of their lower case.
const ODD_UPPER: &[u32] = &[0x130, 0x1c5, 0x1c8, 0x1cb, 0x1f2, 0x3f4, 0x1e9e, 0x2126, 0x212a, 0x212b];

/// The lower case, of one character.
pub(super) fn lower(c: u32, fold: Fold) -> u32 {
    match fold {
        Fold::None => c,
        _ if c < 0x80 => u32::from((c as u8).to_ascii_lowercase()),
        Fold::Ascii => c,
        Fold::Unicode => char::from_u32(c).and_then(|c| c.to_lowercase().next()).map_or(c, |c| c as u32),
    }
}

/// The upper case, where it is one character.
fn upper(c: u32) -> u32 {
    let Some(c) = char::from_u32(c) else { return c };
    // Greek letters with iota have a title case of one character, which is their pair.
    match c as u32 {
        0x1f80..=0x1f87 | 0x1f90..=0x1f97 | 0x1fa0..=0x1fa7 => return c as u32 + 8,
        0x1fb3 | 0x1fc3 | 0x1ff3 => return c as u32 + 9,
        _ => {}
    }
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one as u32,
        _ => c as u32,
    }
}

/// Calls `visit` with each character that is the same as `c`, itself too, some perhaps twice; whether one of the calls gave
/// true.
pub(super) fn any_same(c: u32, fold: Fold, mut visit: impl FnMut(u32) -> bool) -> bool {
    if visit(c) {
        return true;
    }
    match fold {
        Fold::None => false,
        Fold::Ascii => u8::try_from(c).is_ok_and(|byte| byte.is_ascii_alphabetic() && visit(c ^ 0x20)),
        Fold::Unicode => {
            let base = lower(c, fold);
            let alone = [base];
            let same = SAME_UPPER.iter().find(|group| group.contains(&base)).copied().unwrap_or(&alone);
            same.iter().any(|&lowered| {
                let raised = upper(lowered);
                visit(lowered)
                    || (lower(raised, fold) == lowered && visit(raised))
                    || ODD_UPPER.iter().any(|&odd| lower(odd, fold) == lowered && visit(odd))
            })
        }
    }
}
