//! Themes: named roles and what they look like. Colours are indices of the fixed part of the 256-colour palette, the
//! same in every terminal; each role has a stand-in for terminals with 16 colours or none.

use ratatui::style::{Color, Modifier, Style};

use enum_map::EnumMap;

use crate::plan::Level;

/// How many colours the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// 256 or more.
    #[default]
    Colours256,
    /// 16.
    Colours16,
    /// None.
    None,
}

/// What something is, for its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, enum_map::Enum, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text that must be found at once.
    Strong,
    /// Less important text.
    Dim,
    /// What stands out.
    Accent,
    /// The row under the cursor.
    Selected,
    /// A bar: header, heads of panes that have no focus.
    Bar,
    /// The head of the pane in focus, titles of popups.
    Focus,
    /// The ground of popups.
    Popup,
    /// Less important text in popups.
    PopupDim,
    /// The edge of a popup, and its title.
    PopupEdge,
    /// What stands behind a popup: there, and out of the way.
    Behind,
    /// A text field.
    Field,
    /// What a search found.
    Found,
    /// What somebody else has just changed.
    Fresh,
    /// What did not work.
    Trouble,
    /// What was done.
    Done,
    /// A light as a solid block: what calls for work.
    Light(Level),
    /// The word of a light in its colour, on the ground of the page or a bar; of yellow only marks.
    Ink(Level),
    /// The head of a pane, of which the left part is filled up to its progress, and the notch where that should be.
    Head,
    /// The filled part.
    HeadDone,
    /// The notch.
    HeadTick,
    /// The filled part of the head in focus.
    FocusDone,
    /// The notch there.
    FocusTick,
    /// The done part of a bar.
    BarDone,
    /// The part of a bar that should be done.
    BarExpected,
    /// The rest of a bar.
    BarRest,
}

/// A pair of palette indices: foreground and ground.
type Pair = (u8, u8);

/// How a role looks where there are enough colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Foreground, as an index of the palette.
    pub fg: u8,
    /// Ground.
    pub bg: u8,
    /// Whether it is bold.
    pub is_bold: bool,
}

/// The looks of all roles.
pub type Looks = EnumMap<Role, Look>;

impl Role {
    /// All roles.
    pub fn all() -> impl Iterator<Item = Self> {
        Looks::default().into_iter().map(|(role, _)| role)
    }

    /// Its name in the file of a theme: `head-done`, `light-red`.
    pub fn name(self) -> String {
        let name: &'static str = self.into();
        if let Self::Light(level) | Self::Ink(level) = self {
            return format!("{name}-{}", level.code());
        }
        name.to_owned()
    }
}

/// The looks of all roles on one terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    looks: Option<Looks>,
    depth: Depth,
}

impl Theme {
    /// These looks on a terminal with so many colours; `None` is the theme without colours, which is also what a terminal
    /// without colours gets.
    pub fn new(looks: Option<Looks>, depth: Depth) -> Self {
        Self { looks: looks.filter(|_| depth != Depth::None), depth }
    }

    /// Whether there are no colours, so that other means must tell things apart.
    pub fn is_mono(self) -> bool {
        self.looks.is_none()
    }

    /// The colours of a role, as palette indices; `None` in the theme without colours.
    pub fn pair(self, role: Role) -> Option<Pair> {
        self.looks.map(|looks| (looks[role].fg, looks[role].bg))
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let Some(look) = self.looks.map(|looks| looks[role]) else { return mono(role) };
        let style = match self.depth {
            Depth::Colours256 => Style::new().fg(Color::Indexed(look.fg)).bg(Color::Indexed(look.bg)),
            // Where colours are few, bold changes them: bold black is grey.
            Depth::Colours16 | Depth::None => return sixteen(role),
        };
        if look.is_bold { style.add_modifier(Modifier::BOLD) } else { style }
    }
}

/// With 16 colours, whose look the user's terminal decides, only safe pairs: reverse for the cursor, the terminal's own
/// colours for text.
fn sixteen(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Text | Role::Dim | Role::Popup | Role::PopupDim => plain,
        Role::PopupEdge => plain.fg(Color::Cyan),
        Role::Behind => plain.fg(Color::DarkGray),
        Role::Accent | Role::Fresh => plain.fg(Color::Cyan),
        Role::Selected => plain.add_modifier(Modifier::REVERSED),
        Role::Bar | Role::Strong => plain.add_modifier(Modifier::BOLD),
        Role::Focus => plain.fg(Color::Black).bg(Color::Cyan),
        Role::Field => plain.add_modifier(Modifier::UNDERLINED),
        Role::Found => plain.fg(Color::Black).bg(Color::Yellow),
        Role::Trouble => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Done => plain.fg(Color::Green),
        Role::Light(Level::Red) => plain.fg(Color::White).bg(Color::Red),
        Role::Light(Level::Yellow) => plain.fg(Color::Black).bg(Color::Yellow),
        Role::Light(Level::Green) => plain.fg(Color::Black).bg(Color::Green),
        Role::Light(Level::Blue) | Role::BarDone => plain.fg(Color::White).bg(Color::Blue),
        Role::Light(Level::Grey) | Role::BarExpected => plain.fg(Color::Black).bg(Color::Gray),
        Role::Ink(Level::Red) => plain.fg(Color::Red),
        Role::Ink(Level::Yellow) => plain.fg(Color::Yellow),
        Role::Ink(Level::Green) => plain.fg(Color::Green),
        Role::Ink(Level::Blue) => plain.fg(Color::Cyan),
        Role::Ink(Level::Grey) => plain,
        Role::Head => plain.add_modifier(Modifier::BOLD),
        Role::HeadDone => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::FocusDone => plain.fg(Color::Black).bg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
        Role::HeadTick | Role::FocusTick => plain.add_modifier(Modifier::REVERSED),
        Role::BarRest => plain.bg(Color::DarkGray),
    }
}

fn mono(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Selected | Role::Focus | Role::BarDone | Role::HeadTick | Role::Light(Level::Yellow) => {
            plain.add_modifier(Modifier::REVERSED)
        }
        Role::Light(Level::Red) => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
        Role::Bar | Role::Strong | Role::Head | Role::PopupEdge | Role::Trouble | Role::Fresh => {
            plain.add_modifier(Modifier::BOLD)
        }
        Role::HeadDone => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::FocusDone => plain.add_modifier(Modifier::REVERSED | Modifier::UNDERLINED),
        Role::Field | Role::Found => plain.add_modifier(Modifier::UNDERLINED),
        Role::Text
        | Role::Dim
        | Role::Accent
        | Role::Popup
        | Role::PopupDim
        | Role::Behind
        | Role::Done
        | Role::Light(Level::Green | Level::Blue | Level::Grey)
        | Role::Ink(_)
        | Role::FocusTick
        | Role::BarExpected
        | Role::BarRest => plain,
    }
}

/// The contrast of two palette colours by WCAG 2.1, 1 to 21.
pub fn contrast((fg, bg): (u8, u8)) -> f64 {
    let (a, b) = (luminance(fg), luminance(bg));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(index: u8) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb(index);
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// The colour of the palette that is nearest to one.
pub(super) fn nearest(wanted: [u8; 3]) -> u8 {
    let distance =
        |index: &u8| -> u32 { rgb(*index).iter().zip(wanted).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    (16..=255).min_by_key(distance).unwrap_or(16)
}

/// The fixed part of the palette, as xterm defines it: a 6×6×6 cube and a grey ramp.
fn rgb(index: u8) -> [u8; 3] {
    let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match index {
        232.. => [8 + 10 * (index - 232); 3],
        16.. => [level((index - 16) / 36), level((index - 16) / 6 % 6), level((index - 16) % 6)],
        _ => [0; 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ThemeName;
    use crate::ui::themes::{Themes, read_theme};

    fn coloured() -> Vec<(ThemeName, Looks)> {
        let themes = Themes::default();
        let looks = |name: ThemeName| themes.source(&name).map(|text| (name.clone(), read_theme(text).0));
        ThemeName::BUILT_IN.into_iter().filter_map(looks).collect()
    }

    #[test]
    fn everything_that_is_read_has_a_contrast_of_seven() {
        let text = [
            Role::Text,
            Role::Dim,
            Role::Accent,
            Role::Selected,
            Role::Bar,
            Role::Focus,
            Role::Head,
            Role::HeadDone,
            Role::FocusDone,
            Role::Popup,
            Role::PopupDim,
            Role::PopupEdge,
            Role::Field,
            Role::Found,
            Role::Fresh,
            Role::Trouble,
            Role::Done,
        ];
        for (name, looks) in coloured() {
            let theme = Theme::new(Some(looks), Depth::Colours256);
            for role in text {
                let pair = theme.pair(role).expect("a coloured theme");
                assert!(contrast(pair) >= 7.0, "{name:?} {role:?} {:.2}", contrast(pair));
            }
            for level in Level::ALL.iter().copied() {
                for role in [Role::Light(level), Role::Ink(level)] {
                    let pair = theme.pair(role).expect("a coloured theme");
                    // No yellow of the palette is dark enough to be read on white: in it only marks are drawn.
                    let least = if role == Role::Ink(Level::Yellow) { 4.5 } else { 7.0 };
                    assert!(contrast(pair) >= least, "{name:?} {role:?} {:.2}", contrast(pair));
                }
                // Marks on bars and in popups, where red and yellow are blocks.
                let grounds = [Role::Bar, Role::Head, Role::HeadDone, Role::Popup];
                for ground in grounds.into_iter().filter(|_| level.gravity() == 0) {
                    let (ink, _) = theme.pair(Role::Ink(level)).expect("a coloured theme");
                    let (_, ground) = theme.pair(ground).expect("a coloured theme");
                    assert!(
                        contrast((ink, ground)) >= 4.5,
                        "{name:?} {level:?} on {ground} {:.2}",
                        contrast((ink, ground))
                    );
                }
            }
            for bar in [Role::BarDone, Role::BarRest] {
                let pair = theme.pair(bar).expect("a coloured theme");
                assert!(contrast(pair) >= 7.0, "{name:?} {bar:?} {:.2}", contrast(pair));
            }
            // The words of a head go over both of its parts.
            for (head, done) in [(Role::Head, Role::HeadDone), (Role::Focus, Role::FocusDone)] {
                let (ink, _) = theme.pair(head).expect("a coloured theme");
                let (_, ground) = theme.pair(done).expect("a coloured theme");
                assert!(contrast((ink, ground)) >= 7.0, "{name:?} {head:?} {:.2}", contrast((ink, ground)));
            }
        }
    }

    #[test]
    fn the_cursor_shows_without_colours() {
        for depth in [Depth::Colours16, Depth::None] {
            let theme = Theme::new(Some(coloured()[0].1), depth);
            assert_ne!(theme.style(Role::Selected), theme.style(Role::Text));
        }
    }
}
