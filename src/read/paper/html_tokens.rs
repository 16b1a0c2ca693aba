//! The tokens of a web page: tags, and the text between them. Only what a page that a browser has saved consists of; what
//! opens and is never closed is no fault here. A full tokenizer brings tables of names along that every start would pay for.

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<p>`, `</p>`; what stands after the name is its attributes.
    Tag {
        /// In the case that it is written in.
        name: &'a str,
        /// Whether it closes an element.
        closes: bool,
        /// The rest of the tag.
        attributes: &'a str,
    },
    /// Text, with its references as they stand.
    Text(&'a str),
}

/// Elements whose contents are no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "noscript"];

/// The tokens of a page, in order.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The element whose end alone is looked for.
    raw: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    pub fn of(page: &'a str) -> Self {
        Self { rest: page, raw: None }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (token, rest) = self.rest.split_at(length);
        self.rest = rest;
        token
    }

    /// The length of the text before the next tag.
    fn text_length(&self) -> usize {
        let begins_tag = |at: &usize| {
            let after = self.rest[at + 1..].chars().next();
            after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        };
        self.rest.match_indices('<').map(|(at, _)| at).find(begins_tag).unwrap_or(self.rest.len())
    }

    /// The length of what is raw text, up to its end tag.
    fn raw_length(&self, name: &str) -> usize {
        let ends = |at: &usize| {
            let after = self.rest[at + 2..].get(..name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name))
        };
        self.rest.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(self.rest.len())
    }
}

/// The length of a tag; a sign in a quoted value does not end it.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') if text[..at].trim_end().ends_with('=') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let length = self.raw.take().map_or_else(|| self.text_length(), |name| self.raw_length(name));
            if length > 0 {
                return Some(Token::Text(self.take(length)));
            }
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                let length = comment.find("-->").map_or(self.rest.len(), |end| end + 7);
                self.take(length);
                continue;
            }
            let length = tag_length(self.rest);
            let tag = self.take(length);
            if tag.starts_with("<!") || tag.starts_with("<?") {
                continue;
            }
            let inside = tag.trim_start_matches('<').trim_end_matches('>');
            let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
            let end = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
            let (name, attributes) = inside.split_at(end);
            if !closes && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
                self.raw = Some(name);
            }
            return Some(Token::Tag { name, closes, attributes });
        }
    }
}

/// The number that an attribute holds.
pub(super) fn number(attributes: &str, name: &str) -> Option<usize> {
    let lower = attributes.to_ascii_lowercase();
    let begins = |at: &usize| *at == 0 || lower[..*at].ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let at = lower.match_indices(name).map(|(at, _)| at).find(begins)?;
    let value = lower[at + name.len()..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..digits].parse().ok()
}

/// A text with `&nbsp;`, `&mdash;` and `&#x4e00;` as what they stand for.
pub(super) fn decoded(text: &str) -> String {
    const LONGEST: usize = 33;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(LONGEST).find(|(_, c)| *c == ';').map(|(end, _)| end);
        if let Some((end, said)) = end.and_then(|end| Some((end, reference(&rest[1..end])?))) {
            out.push_str(&said);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(|c| c.to_string());
    }
    quick_xml::escape::resolve_html5_entity(name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart() {
        let page = "<!DOCTYPE html><!-- <p> --><P class='a>b'>1 < 2<br/><script>if(a<b){\"</p>\"}</script>好";
        let told: Vec<Token<'_>> = Tokens::of(page).collect();
        let tag = |name, closes, attributes| Token::Tag { name, closes, attributes };
        let expected = [
            tag("P", false, " class='a>b'"),
            Token::Text("1 < 2"),
            tag("br", false, "/"),
            tag("script", false, ""),
            Token::Text("if(a<b){\"</p>\"}"),
            tag("script", true, ""),
            Token::Text("好"),
        ];
        assert_eq!(told, expected);
        assert_eq!(
            decoded("a&nbsp;b&mdash;&#x4e00;&#19968;&amp;lt; R&D &unknown; &"),
            "a\u{a0}b—一一&lt; R&D &unknown; &"
        );
        assert_eq!(number(" rowspan=\"2\" colspan=3", "colspan"), Some(3));
        assert_eq!(number(" data-rowspan=9 ROWSPAN='2'", "rowspan"), Some(2));
    }
}
