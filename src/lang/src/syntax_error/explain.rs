//! The parser's errors in CPython's words. The rules paraphrased here are the `invalid_…` ones of its grammar.

use super::scan::{Fault, Kind, MOST_BRACKETS, Scan, TOO_MANY_BRACKETS, Token, scan};
use crate::CompileError;
use crate::span::Lines;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, UnaryOp};
use ruff_python_parser::{
    InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType, UnsupportedSyntaxError,
    UnsupportedSyntaxErrorKind, parse_expression,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

const MAYBE_EQUALITY: &str = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
const FORGOT_COMMA: &str = "invalid syntax. Perhaps you forgot a comma?";
const HERE: &str = " here. Maybe you meant '==' instead of '='?";

/// Translates the parser's first error.
pub(super) fn explain(source: &str, lines: &Lines, error: &ParseError) -> CompileError {
    let scan = scan(source);
    let start = error.range().start().to_usize();
    let unexpected_indent = error.error == ParseErrorType::UnexpectedIndentation;
    if let Some(fault) = &scan.fault
        && (fault.at <= start
            || fault.only_when_reached && fault.at <= error.range().end().to_usize()
            || !fault.only_when_reached && !unexpected_indent)
    {
        return explain_fault(lines, fault);
    }
    // Within brackets the parser counts line ends as tokens, CPython does not.
    let at = scan.tokens.iter().position(|token| {
        token.end() > start || token.start >= start && matches!(token.kind, Kind::Newline | Kind::End)
    });
    let at = at.unwrap_or(scan.tokens.len() - 1);
    // A block is missed only where the next line begins.
    let blocks = matches!(&error.error, ParseErrorType::OtherError(words) if words.starts_with("Expected an indented"));
    let newlines = scan.tokens[at..].iter().take_while(|token| blocks && token.kind == Kind::Newline).count();
    let explainer = Explainer { source, lines, scan: &scan, at: at + newlines, error };
    explainer.explain()
}

/// More brackets than CPython's tokenizer allows, found before the parser recurses into them.
pub(super) fn too_deep(source: &str, lines: &Lines) -> Option<CompileError> {
    let (mut depth, mut deepest) = (0i32, 0);
    for byte in source.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // Brackets in strings and comments count here, but not for the scanner.
    if deepest <= MOST_BRACKETS as i32 {
        return None;
    }
    let fault = scan(source).fault.filter(|fault| fault.message == TOO_MANY_BRACKETS)?;
    Some(CompileError::syntax(fault.message, lines.span(range(fault.at, fault.at))))
}

/// Tabs and spaces in an order that this parser accepts and CPython's tokenizer does not.
pub(super) fn misused_tab(source: &str, lines: &Lines) -> Option<CompileError> {
    let indents_with_tab = |line: &str| line.trim_start_matches(' ').starts_with('\t');
    if !source.split(['\n', '\r']).any(indents_with_tab) {
        return None;
    }
    let fault = scan(source).fault.filter(|fault| fault.kind != "SyntaxError")?;
    Some(explain_fault(lines, &fault))
}

fn explain_fault(lines: &Lines, fault: &Fault) -> CompileError {
    let mut span = lines.span(range(fault.at, fault.at));
    // Where the indentation is wrong, CPython points behind the line, or at its start.
    let column = match fault.kind {
        "IndentationError" => lines.text(span.line).chars().count() as u32,
        "TabError" => 0,
        _ => span.column,
    };
    (span.column, span.end_column) = (column, column);
    CompileError { kind: fault.kind, ..CompileError::syntax(fault.message.clone(), span) }
}

/// Translates a construct of a later Python.
pub(super) fn explain_unsupported(lines: &Lines, error: &UnsupportedSyntaxError) -> CompileError {
    use UnsupportedSyntaxErrorKind as Unsupported;
    let message = match error.kind {
        Unsupported::UnparenthesizedExceptionTypes => "multiple exception types must be parenthesized",
        // The kinds of unpacking have no public name.
        Unsupported::UnpackingInComprehension(kind) if format!("{kind:?}").contains("Dict") => {
            "dict unpacking cannot be used in dict comprehension"
        }
        Unsupported::UnpackingInComprehension(_) => "iterable unpacking cannot be used in comprehension",
        Unsupported::ParenthesizedKeywordArgumentName => {
            "expression cannot contain assignment, perhaps you meant \"==\"?"
        }
        _ => "",
    };
    let span = lines.span(error.range);
    if message.is_empty() {
        CompileError::syntax(error.to_string(), span)
    } else {
        CompileError::syntax(message, span)
    }
}

fn range(start: usize, end: usize) -> TextRange {
    let size = |at: usize| TextSize::try_from(at).unwrap_or_default();
    TextRange::new(size(start), size(end.max(start)))
}

struct Explainer<'e> {
    source: &'e str,
    lines: &'e Lines<'e>,
    scan: &'e Scan<'e>,
    /// Index of the token that does not fit.
    at: usize,
    error: &'e ParseError,
}

impl<'e> Explainer<'e> {
    fn token(&self) -> Token<'e> {
        self.scan.tokens[self.at]
    }

    fn before(&self, steps: usize) -> Option<Token<'e>> {
        self.at.checked_sub(steps).map(|index| self.scan.tokens[index])
    }

    fn fail(&self, message: impl Into<String>, range: TextRange) -> CompileError {
        CompileError::syntax(message, self.lines.span(range))
    }

    /// An error at the token that does not fit.
    fn here(&self, message: impl Into<String>) -> CompileError {
        let token = self.token();
        let mut error = self.fail(message, range(token.start, token.end()));
        if token.kind == Kind::End || token.kind == Kind::Dedent && token.start == self.source.len() {
            // The end lies on the last line that has text, not on the empty one behind it.
            let text = self.source.strip_suffix('\n').unwrap_or(self.source);
            let end = range(text.len(), text.len());
            error.span = self.lines.span(end);
        }
        if token.kind == Kind::Newline {
            error.span = self.lines.span(range(token.start, token.start));
        }
        error
    }

    fn there(&self, message: impl Into<String>) -> CompileError {
        self.fail(message, self.error.range())
    }

    fn explain(&self) -> CompileError {
        if let Some(&(bracket, start)) = self.scan.open.last() {
            let line = |at: usize| self.lines.line(range(at, at).start());
            if self.token().kind == Kind::End || line(self.token().start) > line(start) {
                return self.fail(format!("'{bracket}' was never closed"), range(start, start + 1));
            }
        }
        let name_of_function = self.before(2).is_some_and(|token| token.is("def"))
            && self.before(1).is_some_and(|token| token.kind == Kind::Name && !token.is_keyword());
        if name_of_function && !self.token().is("(") {
            return self.here("expected '('");
        }
        if let Some(error) = self.in_f_string() {
            return error;
        }
        if let Some(error) = self.block() {
            return error;
        }
        use ParseErrorType as Type;
        match &self.error.error {
            Type::InvalidAssignmentTarget => self.assignment_target(),
            Type::InvalidNamedAssignmentTarget => {
                let what = self.describe_target();
                self.there(format!("cannot use assignment expressions with {what}"))
            }
            Type::InvalidAnnotatedAssignmentTarget => self.there("illegal target for annotation"),
            Type::InvalidAugmentedAssignmentTarget => self.augmented_target(self.error.range()),
            Type::InvalidDeleteTarget => self.there(format!("cannot delete {}", self.describe_target())),
            Type::PositionalAfterKeywordArgument => {
                self.behind_arguments("positional argument follows keyword argument")
            }
            Type::PositionalAfterKeywordUnpacking => {
                self.behind_arguments("positional argument follows keyword argument unpacking")
            }
            Type::UnparenthesizedTupleExpression => self.at_comma(),
            Type::InvalidArgumentUnpackingOrder => {
                self.there("iterable argument unpacking follows keyword argument unpacking")
            }
            Type::UnparenthesizedGeneratorExpression if self.statement().is("class") => {
                self.here("invalid syntax")
            }
            Type::UnparenthesizedGeneratorExpression => {
                self.there("Generator expression must be parenthesized")
            }
            Type::NonDefaultParamAfterDefaultParam => {
                self.there("non-default argument follows default argument")
            }
            Type::ExpectedKeywordParam => self.there("named arguments must follow bare *"),
            Type::ParamAfterVarKeywordParam => self.there("arguments cannot follow var-keyword argument"),
            Type::VarParameterWithDefault => {
                let double = self.before(2).is_some_and(|token| token.is("**"));
                let what = if double { "var-keyword" } else { "var-positional" };
                self.there(format!("{what} argument cannot have default value"))
            }
            Type::InvalidStarredExpressionUsage if self.error.range().is_empty() => {
                self.here("invalid syntax")
            }
            Type::InvalidStarredExpressionUsage => self.starred(),
            Type::ExpectedImaginaryNumber => self.there("imaginary number required in complex literal"),
            Type::ExpectedRealNumber => self.there("real number required in complex literal"),
            Type::InvalidMatchPatternTarget => self.there("cannot use '_' as a target"),
            Type::Lexical(error) => self.lexical(error),
            Type::OtherError(words) => self.other(words),
            Type::ExpectedToken { expected, .. } => self.expected(*expected),
            Type::SimpleStatementsOnSameLine => self.two_expressions(),
            Type::ExpectedExpression => self.no_expression(),
            _ => self.here("invalid syntax"),
        }
    }

    /// At the bracket that closes the arguments.
    fn behind_arguments(&self, message: &str) -> CompileError {
        match self.next_at_same_depth(|token| token.is(")")) {
            Some(token) => self.fail(message, range(token.start, token.end())),
            None => self.there(message),
        }
    }

    fn at_comma(&self) -> CompileError {
        match self.next_at_same_depth(|token| token.is(",")) {
            Some(token) => self.fail("invalid syntax", range(token.start, token.end())),
            None => self.here("invalid syntax"),
        }
    }

    fn next_at_same_depth(&self, fits: impl Fn(&Token<'e>) -> bool) -> Option<Token<'e>> {
        let mut depth = 0;
        for token in &self.scan.tokens[self.at..] {
            if depth == 0 && fits(token) {
                return Some(*token);
            }
            match token.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
        }
        None
    }

    // ---- blocks

    fn block(&self) -> Option<CompileError> {
        let words = match &self.error.error {
            ParseErrorType::UnexpectedIndentation => {
                return Some(CompileError { kind: "IndentationError", ..self.indent("unexpected indent") });
            }
            ParseErrorType::OtherError(words) => words,
            _ => return None,
        };
        if words.starts_with("Expected an indented block after") {
            let header = self.header()?;
            let word = match header.text {
                "def" | "async" => "function definition".to_owned(),
                "class" => "class definition".to_owned(),
                word => format!("'{word}' statement"),
            };
            let line = self.lines.line(range(header.start, header.start).start());
            let message = format!("expected an indented block after {word} on line {line}");
            let mut error = CompileError { kind: "IndentationError", ..self.here(message) };
            (error.span.end_line, error.span.end_column) = (error.span.line, error.span.column + 1);
            return Some(error);
        }
        if words.starts_with("Expected `except` or `finally` after") {
            let message = "expected 'except' or 'finally' block";
            let orelse = self.else_of_try().map(|token| self.fail(message, range(token.start, token.end())));
            return Some(orelse.unwrap_or_else(|| self.here(message)));
        }
        None
    }

    /// The `else` that stands where an `except` should.
    fn else_of_try(&self) -> Option<Token<'e>> {
        let before = &self.scan.tokens[..self.at];
        let orelse = before.iter().rposition(|token| token.is("else"))?;
        let start = before[..orelse].iter().rposition(|token| token.is("try"))?;
        let column = |index: usize| self.lines.span(range(before[index].start, before[index].start)).column;
        (column(orelse) == column(start)).then_some(before[orelse])
    }

    /// CPython points at the line, before its text.
    fn indent(&self, message: &str) -> CompileError {
        let text = self.scan.tokens[self.at..].iter().find(|token| !token.text.is_empty());
        let start = text.unwrap_or(&self.token()).start.saturating_sub(1);
        self.fail(message, range(start, start))
    }

    /// The first word of the line before the token: that of the statement whose block is missing.
    fn header(&self) -> Option<Token<'e>> {
        let before = &self.scan.tokens[..self.at];
        let line_end = before.iter().rposition(|token| token.kind == Kind::Newline)?;
        let start =
            before[..line_end].iter().rposition(|token| token.kind == Kind::Newline).map_or(0, |end| end + 1);
        before[start..line_end].iter().find(|token| !token.text.is_empty()).copied()
    }

    /// The first word of the line of the token.
    fn statement(&self) -> Token<'e> {
        let before = &self.scan.tokens[..self.at];
        let start = before.iter().rposition(|token| token.kind == Kind::Newline || token.is(";"));
        let start = start.map_or(0, |end| end + 1);
        *self.scan.tokens[start..].iter().find(|token| !token.text.is_empty()).unwrap_or(&self.token())
    }

    // ---- targets

    fn describe_target(&self) -> String {
        self.describe(self.error.range())
    }

    fn describe(&self, at: TextRange) -> String {
        let text = &self.source[at];
        match parse_expression(&format!("({text})")) {
            _ if text.starts_with('*') => "starred".to_owned(),
            Ok(parsed) => describe(parsed.expr()).to_owned(),
            Err(_) => "expression".to_owned(),
        }
    }

    fn assignment_target(&self) -> CompileError {
        let at = self.error.range();
        let (start, end) = (at.start().to_usize(), at.end().to_usize());
        let what = self.describe_target();
        if what == "yield expression" && !self.source[..start].ends_with('(') {
            return self.there("assignment to yield expression not possible");
        }
        let statement = self.statement();
        let next =
            |from: usize| self.scan.tokens.iter().position(|token| token.start >= from && !token.is(")"));
        let Some(equal) = next(end) else { return self.there(format!("cannot assign to {what}")) };
        let follows = self.scan.tokens[equal].is("=");
        let first = self.scan.tokens.iter().position(|token| token.start == statement.start).unwrap_or(0);
        let is_simple_start = self.scan.tokens[first].kind == Kind::Name
            && !self.scan.tokens[first].is_keyword()
            && self.scan.tokens.get(first + 1).is_some_and(|token| token.is("="));
        if is_simple_start && !follows && !self.scan.tokens[equal].kind.eq(&Kind::Newline) {
            // `x = 1, y = 2`
            return self.fail(MAYBE_EQUALITY, range(statement.start, statement.end()));
        }
        let single = follows && self.single_equal(equal);
        let in_bracket = self.depth_at(start) > self.depth_at(statement.start)
            && !self.source[statement.start..start].chars().all(|c| c == '(');
        let compares = matches!(
            what.as_str(),
            "comparison" | "lambda" | "conditional expression" | "generator expression"
        ) || what == "starred"
            || self.source[..start].trim_end().ends_with('*')
            || ["True", "False", "None"].iter().any(|first| self.source[at].starts_with(first))
            || self.source[at].starts_with('[') && what != "list comprehension"
            || what == "expression" && self.is_logical(at);
        let after_equal = self.scan.tokens[first..]
            .iter()
            .take_while(|token| token.start < start)
            .any(|token| token.is("="));
        let is_for = statement.is("for") || statement.is("with");
        if single && !in_bracket && !compares && !after_equal && !is_for {
            return self.there(format!("cannot assign to {what}{HERE}"));
        }
        self.there(format!("cannot assign to {what}"))
    }

    /// Whether what follows the `=` at this index is assigned once only.
    fn single_equal(&self, equal: usize) -> bool {
        let mut depth = 0;
        for token in &self.scan.tokens[equal + 1..] {
            match token.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                "=" | ":=" if depth == 0 => return false,
                _ if token.kind == Kind::Newline => return true,
                _ => {}
            }
        }
        true
    }

    fn depth_at(&self, at: usize) -> i32 {
        let before = self.scan.tokens.iter().take_while(|token| token.start < at);
        before
            .map(|token| match token.text {
                "(" | "[" | "{" => 1,
                ")" | "]" | "}" => -1,
                _ => 0,
            })
            .sum()
    }

    /// `not x`, `x and y`: these bind less than what may stand before `=`.
    fn is_logical(&self, at: TextRange) -> bool {
        match parse_expression(&format!("({})", &self.source[at])) {
            Ok(parsed) => match parsed.expr() {
                Expr::BoolOp(_) => true,
                Expr::UnaryOp(unary) => unary.op == UnaryOp::Not,
                _ => false,
            },
            Err(_) => false,
        }
    }

    fn augmented_target(&self, at: TextRange) -> CompileError {
        let what = self.describe(at);
        self.fail(format!("'{what}' is an illegal expression for augmented assignment"), at)
    }

    fn starred(&self) -> CompileError {
        match self.before(1) {
            Some(token) if token.is("(") => self.there("cannot use starred expression here"),
            Some(token) if token.is(":") && self.in_dict() => {
                self.there("cannot use a starred expression in a dictionary value")
            }
            _ => self.here("invalid syntax"),
        }
    }

    // ---- tokens

    fn lexical(&self, error: &LexicalErrorType) -> CompileError {
        let text = &self.source[self.token().start..];
        match error {
            LexicalErrorType::InvalidByteLiteral => {
                self.here("bytes can only contain ASCII literal characters")
            }
            LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace
            | LexicalErrorType::StringError => self.escape(text),
            LexicalErrorType::IndentationError => {
                let message = "unindent does not match any outer indentation level";
                CompileError { kind: "IndentationError", ..self.here(message) }
            }
            LexicalErrorType::OtherError(words) if words.contains("Bytes") => {
                self.here("cannot mix bytes and nonbytes literals")
            }
            _ => self.here("invalid syntax"),
        }
    }

    /// An escape sequence that names no character.
    fn escape(&self, literal: &str) -> CompileError {
        let open = literal.find(['"', '\'']).unwrap_or(0);
        let bytes = literal[..open].to_ascii_lowercase().contains('b');
        let quote = literal[open..].chars().take_while(|&c| c == literal.as_bytes()[open] as char).count();
        let body = &literal[open + if quote >= 3 { 3 } else { 1 }..];
        let error_at = self.error.range().start().to_usize() - self.token().start;
        let body_start = literal.len() - body.len();
        let before = body.get(..error_at.saturating_sub(body_start)).unwrap_or(body);
        let Some(backslash) = before.rfind('\\') else { return self.here("invalid syntax") };
        if bytes {
            return self.here(format!("(value error) invalid \\x escape at position {backslash}"));
        }
        let escape = &body[backslash + 1..];
        let letter = escape.chars().next().unwrap_or(' ');
        let position = body[..backslash].chars().count();
        let digits = escape[letter.len_utf8()..].chars().take_while(char::is_ascii_hexdigit).count();
        let (length, problem) = match letter {
            'x' => (2 + digits, "truncated \\xXX escape"),
            'u' => (2 + digits, "truncated \\uXXXX escape"),
            'U' if digits < 8 => (2 + digits, "truncated \\UXXXXXXXX escape"),
            'U' => (10, "illegal Unicode character"),
            'N' if escape[1..].starts_with('{') => {
                let end = escape.find('}').unwrap_or(escape.len() - 1);
                (end + 2, "unknown Unicode character name")
            }
            _ => (2, "malformed \\N character escape"),
        };
        let last = position + length - 1;
        self.here(format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {position}-{last}: {problem}"
        ))
    }

    fn other(&self, words: &str) -> CompileError {
        match words {
            "Expected a parameter name" => {
                let what = self.describe_target();
                match what.as_str() {
                    "True" | "False" | "None" => self.there(format!("cannot assign to {what}")),
                    "named expression" => self.here("invalid syntax"),
                    _ => self.there("expression cannot contain assignment, perhaps you meant \"==\"?"),
                }
            }
            "Trailing comma not allowed" if self.statement().is("from") => {
                let end = self.token().end();
                self.fail("trailing comma not allowed without surrounding parentheses", range(end, end))
            }
            "Only one '*' parameter allowed" => self.there("* argument may appear only once"),
            "Only one '/' separator allowed" => self.there("/ may appear only once"),
            "Position-only parameter separator not allowed as first parameter" => {
                self.there("at least one argument must precede /")
            }
            "'/' parameter must appear before '*' parameter" => self.there("/ must be ahead of *"),
            "Positional patterns cannot follow keyword patterns" => {
                self.there("positional patterns follow keyword patterns")
            }
            "Bytes literal cannot be mixed with non-bytes literals" => {
                self.there("cannot mix bytes and nonbytes literals")
            }
            "Expected one or more exception types" => self.here("expected one or more exception types"),
            "Cannot have both 'except' and 'except*' on the same 'try'" => {
                self.there("cannot have both 'except' and 'except*' on the same 'try'")
            }
            _ if words.starts_with("Only single target") => self.there(words.replace("Only", "only")),
            _ => self.two_expressions(),
        }
    }

    fn expected(&self, expected: TokenKind) -> CompileError {
        let token = self.token();
        let statement = self.statement();
        match expected {
            TokenKind::Else => {
                let start = self.operand_start(self.before_if());
                self.fail("expected 'else' after 'if' expression", range(start, token.start))
            }
            TokenKind::Lpar if statement.is("def") || statement.is("async") => self.here("expected '('"),
            TokenKind::Colon if token.is("=") => self.two_expressions(),
            TokenKind::Colon if self.in_dict() => {
                let last = self.before(1).unwrap_or(token);
                self.fail("':' expected after dictionary key", range(last.start, last.end()))
            }
            TokenKind::Colon
                if self.scan.tokens[..self.at]
                    .iter()
                    .rfind(|token| token.is("lambda"))
                    .is_some_and(|lambda| lambda.start > statement.start) =>
            {
                self.here("invalid syntax")
            }
            TokenKind::Colon => {
                let forced = ["def", "async", "try", "finally", "else"].iter().any(|word| statement.is(word));
                let newline = token.kind == Kind::Newline;
                if (forced || newline) && self.depth_at(token.start) == 0 {
                    self.here("expected ':'")
                } else {
                    self.two_expressions()
                }
            }
            TokenKind::Rpar if token.is("(") && self.in_parameters() => {
                self.here("Function parameters cannot be parenthesized")
            }
            TokenKind::Rsqb | TokenKind::Rbrace if token.is("for") => {
                let start = self.bracket().map_or(token.start, |index| self.scan.tokens[index + 1].start);
                self.fail(
                    "did you forget parentheses around the comprehension target?",
                    range(start, token.start),
                )
            }
            TokenKind::Comma
                if token.text.ends_with('=')
                    && !["=", ":=", "==", "!=", "<=", ">="].contains(&token.text)
                    && token.kind == Kind::Operator =>
            {
                let start = statement.start;
                let end = self.before(1).map_or(start, |token| token.end());
                self.augmented_target(range(start, end))
            }
            _ => self.two_expressions(),
        }
    }

    fn no_expression(&self) -> CompileError {
        let token = self.token();
        let previous = self.before(1);
        if previous.is_some_and(|token| token.is(":")) && self.in_dict() && (token.is("}") || token.is(",")) {
            let colon = previous.expect("just seen");
            return self
                .fail("expression expected after dictionary key and ':'", range(colon.start, colon.end()));
        }
        if previous.is_some_and(|token| token.is("="))
            && self.in_parameters()
            && (token.is(")") || token.is(","))
        {
            let equal = previous.expect("just seen");
            return self.fail("expected default value expression", range(equal.start, equal.end()));
        }
        if previous.is_some_and(|token| token.is("->")) {
            let arrow = previous.expect("just seen");
            return self.fail("expected ':'", range(arrow.start, arrow.end()));
        }
        self.here("invalid syntax")
    }

    /// Two expressions side by side, or an `=` where none may be.
    fn two_expressions(&self) -> CompileError {
        let token = self.token();
        let Some(previous) = self.before(1) else { return self.here("invalid syntax") };
        if token.is("=") {
            return self.misplaced_equal(previous);
        }
        let starts_expression = match token.kind {
            Kind::Name => !token.is_keyword() || ["None", "True", "False", "lambda"].contains(&token.text),
            Kind::Number | Kind::String => true,
            _ => false,
        };
        let ends_expression = match previous.kind {
            Kind::Name => !previous.is_keyword() || ["None", "True", "False"].contains(&previous.text),
            Kind::Number | Kind::String => true,
            Kind::Operator => matches!(previous.text, ")" | "]" | "}"),
            _ => false,
        };
        if ends_expression && token.is("{") && self.scan.open.iter().any(|&(_, start)| start == token.start) {
            return self.fail("'{' was never closed", range(token.start, token.end()));
        }
        if !starts_expression || !ends_expression {
            return self.here("invalid syntax");
        }
        if previous.is("print") || previous.is("exec") {
            let name = previous.text;
            let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
            return self.fail(message, range(previous.start, token.end()));
        }
        let start = self.operand_start(self.at);
        let before_operand = self.scan.tokens.iter().take_while(|token| token.start < start).last();
        let plain_parameter = (self.in_parameters() || self.in_lambda())
            && !before_operand.is_some_and(|token| token.is(":") && !self.in_lambda() || token.is("="));
        let in_bracket = self.depth_at(token.start) > 0;
        let name_and_string =
            previous.kind == Kind::Name && token.kind == Kind::String && previous.start == start;
        let after_in = before_operand.is_some_and(|token| token.is("in")) && self.is_comprehension();
        if !in_bracket || plain_parameter || name_and_string || after_in || self.statement().is("from") {
            return self.here("invalid syntax");
        }
        if let Some(&(bracket, start)) = self.scan.open.last()
            && self.scan.tokens[self.at + 1].kind == Kind::End
        {
            return self.fail(format!("'{bracket}' was never closed"), range(start, start + 1));
        }
        self.fail(FORGOT_COMMA, range(start, token.end()))
    }

    fn misplaced_equal(&self, previous: Token<'e>) -> CompileError {
        let statement = self.statement();
        let excluded =
            ["assert", "return", "global", "nonlocal", "del", "import", "from", "raise", "pass", "break"];
        let here = self.here("invalid syntax");
        if excluded.iter().any(|word| statement.is(word)) || self.in_lambda() {
            return here;
        }
        let in_condition = ["if", "while", "elif"].iter().any(|word| statement.is(word));
        if !in_condition && self.depth_at(self.token().start) == 0 {
            return here;
        }
        let next = self.scan.tokens[self.at + 1];
        let value_follows = match next.kind {
            Kind::Name => !next.is_keyword() || ["None", "True", "False"].contains(&next.text),
            Kind::Operator => matches!(next.text, "(" | "[" | "{" | "-" | "+" | "~" | "..."),
            kind => matches!(kind, Kind::Number | Kind::String),
        };
        if !value_follows {
            return here;
        }
        let start = self.operand_start(self.at);
        // `f(a=b = c)`
        if self
            .scan
            .tokens
            .iter()
            .take_while(|token| token.start < start)
            .last()
            .is_some_and(|token| token.is("="))
        {
            return here;
        }
        let text = range(start, previous.end());
        let what = self.describe(text);
        match what.as_str() {
            "name" => self.fail(MAYBE_EQUALITY, text),
            "True" | "False" | "None" | "list" | "tuple" | "generator expression" => here,
            "comparison" | "lambda" | "conditional expression" => here,
            "expression" if self.is_logical(text) => here,
            _ => self.fail(format!("cannot assign to {what}{HERE}"), text),
        }
    }

    // ---- surroundings

    /// Index of the innermost bracket around the token.
    fn bracket(&self) -> Option<usize> {
        let mut depth = 0;
        self.scan.tokens[..self.at].iter().rposition(|token| {
            match token.text {
                ")" | "]" | "}" if token.kind == Kind::Operator => depth += 1,
                "(" | "[" | "{" => depth -= 1,
                _ => {}
            }
            depth < 0
        })
    }

    fn in_dict(&self) -> bool {
        self.bracket().is_some_and(|index| self.scan.tokens[index].is("{"))
    }

    fn in_parameters(&self) -> bool {
        self.bracket().is_some_and(|index| {
            index >= 2 && self.scan.tokens[index].is("(") && self.scan.tokens[index - 2].is("def")
        })
    }

    /// Between `lambda` and its colon.
    fn in_lambda(&self) -> bool {
        let from = self.bracket().map_or(0, |index| index + 1);
        let inside = &self.scan.tokens[from..self.at];
        let lambda = inside.iter().rposition(|token| token.is("lambda"));
        lambda.is_some_and(|lambda| !inside[lambda..].iter().any(|token| token.is(":")))
    }

    fn is_comprehension(&self) -> bool {
        let from = self.bracket().map_or(0, |index| index + 1);
        self.scan.tokens[from..self.at].iter().any(|token| token.is("for"))
    }

    /// Where the operand that ends before the token at `index` starts.
    fn operand_start(&self, index: usize) -> usize {
        const SEPARATORS: [&str; 16] = [
            ",", ":", "=", ":=", ";", "for", "in", "if", "else", "lambda", "return", "*", "**", "while",
            "elif", "assert",
        ];
        let mut depth = 0;
        let mut start = self.scan.tokens[index].start;
        for token in self.scan.tokens[..index].iter().rev() {
            match token.text {
                ")" | "]" | "}" if token.kind == Kind::Operator => depth += 1,
                "(" | "[" | "{" if token.kind == Kind::Operator => depth -= 1,
                _ => {}
            }
            let ends = depth == 0 && SEPARATORS.iter().any(|separator| token.is(separator));
            if depth < 0 || ends || token.text.is_empty() || token.kind == Kind::Newline {
                break;
            }
            start = token.start;
        }
        start
    }

    /// Index of the `if` whose `else` is missing.
    fn before_if(&self) -> usize {
        self.scan.tokens[..self.at].iter().rposition(|token| token.is("if")).unwrap_or(self.at)
    }

    // ---- f-strings

    fn in_f_string(&self) -> Option<CompileError> {
        let start = self.error.range().start().to_usize();
        let token = self
            .scan
            .tokens
            .iter()
            .find(|token| token.kind == Kind::String && token.start < start && start < token.end())?;
        let prefix = &token.text[..token.text.find(['"', '\''])?];
        if !prefix.to_ascii_lowercase().contains('f') {
            return None;
        }
        let found = &self.source[start..token.end()];
        let before = self.source[token.start..start].trim_end();
        let message = match &self.error.error {
            ParseErrorType::FStringError(error)
            | ParseErrorType::Lexical(LexicalErrorType::FStringError(error)) => match error {
                InterpolatedStringErrorType::UnclosedLbrace
                    if found.starts_with(|c: char| c == '_' || c.is_alphanumeric()) =>
                {
                    "f-string: invalid syntax. Perhaps you forgot a comma?"
                }
                InterpolatedStringErrorType::UnclosedLbrace => "f-string: expecting '}'",
                InterpolatedStringErrorType::InvalidConversionFlag => {
                    "f-string: invalid conversion character: expected 's', 'r', or 'a'"
                }
                InterpolatedStringErrorType::SingleRbrace => "f-string: single '}' is not allowed",
                InterpolatedStringErrorType::UnterminatedString
                    if before.ends_with('{') && found.starts_with('#') =>
                {
                    "f-string expression part cannot include '#'"
                }
                InterpolatedStringErrorType::UnterminatedString
                | InterpolatedStringErrorType::UnterminatedTripleQuotedString => "f-string: expecting '}'",
                _ => "f-string: invalid syntax",
            },
            ParseErrorType::ExpectedExpression if before.ends_with('{') => match found.chars().next() {
                Some('}') => "f-string: empty expression not allowed",
                Some('!') => "f-string: expression required before '!'",
                Some(':') => "f-string: expression required before ':'",
                Some('=') => "f-string: expression required before '='",
                Some('"' | '\'') => "f-string: expecting '}'",
                _ => "f-string: invalid syntax",
            },
            _ if found.starts_with(['"', '\'']) => "f-string: expecting '}'",
            _ => "f-string: invalid syntax",
        };
        Some(self.fail(message, range(token.start, token.end())))
    }
}

/// How CPython's messages call an expression.
fn describe(expr: &Expr) -> &'static str {
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(literal) => {
            if literal.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::TString(_) | Expr::Slice(_) | Expr::IpyEscapeCommand(_) => "expression",
    }
}
