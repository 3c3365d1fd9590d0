//! `_unicodedata`: what the tables say that the parser and `str` need anyway. `lib/unicodedata.py` makes the module of it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical, decompose_compatible};
use unicode_properties::UnicodeGeneralCategory;

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_unicodedata",
    functions: &[
        Def::new("category", category, 1),
        Def::new(
            "combining",
            |ctx, args| done(i64::from(canonical_combining_class(character(ctx, args)?))),
            1,
        ),
        Def::new("decomposed", decomposed, 1),
        Def::new("name", name, 1),
        Def::new("lookup", lookup, 1),
        Def::new("normalize", normalize, 2),
    ],
    setup: None,
    doc: "",
};

fn character(ctx: &Context<'_>, args: &Args<'_>) -> Result<char, Value> {
    let text = ctx.text(&args[0], "argument")?;
    text.chars().next().ok_or_else(|| ctx.type_error("need a character"))
}

/// Two letters, such as `Lu` (Unicode Standard, table 4-4).
fn category(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    use unicode_properties::GeneralCategory::*;
    done(match character(ctx, args)?.general_category() {
        UppercaseLetter => "Lu",
        LowercaseLetter => "Ll",
        TitlecaseLetter => "Lt",
        ModifierLetter => "Lm",
        OtherLetter => "Lo",
        NonspacingMark => "Mn",
        SpacingMark => "Mc",
        EnclosingMark => "Me",
        DecimalNumber => "Nd",
        LetterNumber => "Nl",
        OtherNumber => "No",
        ConnectorPunctuation => "Pc",
        DashPunctuation => "Pd",
        OpenPunctuation => "Ps",
        ClosePunctuation => "Pe",
        InitialPunctuation => "Pi",
        FinalPunctuation => "Pf",
        OtherPunctuation => "Po",
        MathSymbol => "Sm",
        CurrencySymbol => "Sc",
        ModifierSymbol => "Sk",
        OtherSymbol => "So",
        SpaceSeparator => "Zs",
        LineSeparator => "Zl",
        ParagraphSeparator => "Zp",
        Control => "Cc",
        Format => "Cf",
        Surrogate => "Cs",
        PrivateUse => "Co",
        Unassigned => "Cn",
    })
}

/// The character taken apart, wholly: in the canonical way, and in that of compatibility.
fn decomposed(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let character = character(ctx, args)?;
    let (mut canonical, mut compatible) = (String::new(), String::new());
    decompose_canonical(character, |part| canonical.push(part));
    decompose_compatible(character, |part| compatible.push(part));
    done(Value::tuple([Value::from(canonical), Value::from(compatible)]))
}

/// None: it is unknown here.
fn name(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(interleave_lang::character_name(character(ctx, args)?).map_or(Value::None, Value::from))
}

/// None: it is unknown here.
fn lookup(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let found = interleave_lang::named_character(ctx.text(&args[0], "argument")?);
    done(found.map_or(Value::None, |found| Value::from(found.to_string())))
}

/// None: there is no such form.
fn normalize(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = ctx.text(&args[1], "argument 2")?.chars();
    done(match ctx.text(&args[0], "argument 1")? {
        "NFC" => Value::from(text.nfc().collect::<String>()),
        "NFD" => Value::from(text.nfd().collect::<String>()),
        "NFKC" => Value::from(text.nfkc().collect::<String>()),
        "NFKD" => Value::from(text.nfkd().collect::<String>()),
        _ => Value::None,
    })
}
