//! 台账 as an Excel workbook: a row an item with everything that is known of it, a sheet of figures with charts, and, hidden,
//! which plan it is and as of which line of the journal, so that a filled-in copy can be read back.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Chart, ChartType, Color, DataValidation, Format, FormatAlign, FormatBorder, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};

use super::light_prose::light_word;
use super::names::clip;
use super::terms::Term;
use crate::plan::{AgainstTime, Board, Field, Forecast, Item, Level, Light, Report, Rollup, SectionId, Stage};
use crate::read::ORIGIN_SHEET;
use crate::report::work_value;
use crate::words::{self, Lang, Text};

/// A column of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum LedgerColumn {
    /// 序号.
    Number,
    /// 板块.
    Section,
    /// 要点.
    Item,
    /// The light, as a word on its colour.
    Light,
    /// 进度.
    Percent,
    /// 牵头.
    Lead,
    /// 分管领导.
    Leader,
    /// 完成时限.
    Due,
    /// 超期天数.
    DaysLate,
    /// 工作进展.
    Done,
    /// 存在问题.
    Problem,
    /// 下一步打算.
    Next,
    /// 阶段.
    Stage,
    /// 研判.
    Forecast,
    /// 序时.
    Expected,
    /// 配合.
    Support,
    /// 涉及县区.
    Counties,
    /// 目标.
    Target,
    /// 原定时限.
    DueOriginal,
    /// 延期次数.
    Extensions,
    /// 报送周期.
    Cadence,
    /// 最近报送.
    Reported,
}

/// Columns that are printed; the others are for the screen.
const PRINTED: usize = 12;

impl LedgerColumn {
    /// All columns, in order.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its head.
    pub fn text(self) -> Text {
        match self {
            Self::Number => words::column::NUMBER,
            Self::Section => words::column::SECTION,
            Self::Item => words::column::ITEM,
            Self::Light => words::column::LIGHT,
            Self::Stage => Field::Standing.text(),
            Self::Percent => Field::Percent.text(),
            Self::Expected => words::ledger::EXPECTED,
            Self::Lead => Field::Lead.text(),
            Self::Support => Field::Support.text(),
            Self::Leader => Field::Leader.text(),
            Self::Counties => Field::Counties.text(),
            Self::Target => Field::Target.text(),
            Self::Due => Field::Due.text(),
            Self::DueOriginal => words::ledger::DUE_ORIGINAL,
            Self::Extensions => words::ledger::EXTENSIONS,
            Self::DaysLate => words::paper::COLUMN_DAYS_LATE,
            Self::Cadence => Field::Cadence.text(),
            Self::Forecast => Field::Forecast.text(),
            Self::Done => words::report::DONE,
            Self::Problem => words::report::PROBLEM,
            Self::Next => words::report::NEXT,
            Self::Reported => words::ledger::REPORTED,
        }
    }

    /// Whether a unit fills it in.
    pub fn is_filled_in(self) -> bool {
        matches!(self, Self::Percent | Self::Stage | Self::Forecast | Self::Done | Self::Problem | Self::Next)
    }

    fn width(self) -> f64 {
        match self {
            Self::Number => 5.0,
            Self::Percent | Self::Expected | Self::Extensions | Self::DaysLate => 8.0,
            Self::Section | Self::Light | Self::Leader | Self::Stage | Self::Forecast | Self::Cadence => 10.0,
            Self::Due | Self::DueOriginal | Self::Reported => 12.0,
            Self::Lead | Self::Support | Self::Counties | Self::Target => 14.0,
            Self::Item | Self::Done => 28.0,
            Self::Problem | Self::Next => 24.0,
        }
    }
}

/// What to make of a plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct LedgerForm {
    /// A sheet for each section besides.
    pub by_section: bool,
}

/// The ledger of `items` on `day` as the bytes of an `.xlsx`.
pub fn ledger_xlsx(
    lang: Lang,
    board: &Board,
    items: &[&Item],
    day: NaiveDate,
    form: LedgerForm,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let rows: Vec<(&Item, Light)> = items.iter().map(|item| (*item, board.light_of(item, day))).collect();
    let formats = Formats::new();
    let sheet = workbook.add_worksheet().set_name(lang.say(words::ledger::SHEET))?;
    write_ledger(lang, board, &rows, day, sheet, &formats)?;
    if form.by_section {
        let locked = Formats::locked();
        for section in &board.sections {
            let of: Vec<(&Item, Light)> =
                rows.iter().filter(|(item, _)| item.section == section.id).map(|(i, l)| (*i, l.clone())).collect();
            let name = sheet_name(&format!("{}.{}", section.ordinal, section.label));
            write_ledger(lang, board, &of, day, workbook.add_worksheet().set_name(name)?, &locked)?;
        }
    }
    write_figures(
        lang,
        board,
        &rows,
        day,
        workbook.add_worksheet().set_name(lang.say(words::ledger::FIGURES))?,
        &formats,
    )?;
    let origin = workbook.add_worksheet().set_name(ORIGIN_SHEET)?;
    origin.write_string(0, 0, "plan")?.write_string(0, 1, board.plan.id.0.to_string())?;
    origin.write_string(1, 0, "revision")?.write_string(1, 1, board.revision.0.to_string())?;
    origin.write_string(2, 0, "day")?.write_string(2, 1, day.to_string())?;
    origin.set_hidden(true);
    workbook.save_to_buffer()
}

/// A sheet's name may hold no sign of a path and no more than 31 characters.
fn sheet_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    clip(&name, 28)
}

struct Formats {
    title: Format,
    head: Format,
    text: Format,
    number: Format,
    open: Format,
    open_number: Format,
    lights: [Format; 5],
    /// Whether the sheet is filled in and read back; the others are to look at.
    is_filled_in: bool,
}

impl Formats {
    fn new() -> Self {
        let cell =
            || Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let centred = || cell().set_align(FormatAlign::Center);
        let light = |ground: u32, ink: u32| {
            centred().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(ink)).set_bold()
        };
        Self {
            title: Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Left),
            head: centred().set_bold().set_background_color(Color::RGB(0x00D9_E1F2)),
            text: cell(),
            number: centred(),
            open: cell().set_unlocked().set_background_color(Color::RGB(0x00FF_FBE6)),
            open_number: centred().set_unlocked().set_background_color(Color::RGB(0x00FF_FBE6)),
            lights: [
                light(0x00C0_0000, 0x00FF_FFFF),
                light(0x00FF_D54F, 0),
                light(0x00C6_EFCE, 0x0000_6100),
                light(0x00BD_D7EE, 0x001F_3864),
                light(0x00E7_E6E6, 0x0040_4040),
            ],
            is_filled_in: true,
        }
    }

    fn locked() -> Self {
        let formats = Self::new();
        Self { open: formats.text.clone(), open_number: formats.number.clone(), is_filled_in: false, ..formats }
    }

    fn light(&self, level: Level) -> &Format {
        match level {
            Level::Red => &self.lights[0],
            Level::Yellow => &self.lights[1],
            Level::Green => &self.lights[2],
            Level::Blue => &self.lights[3],
            Level::Grey => &self.lights[4],
        }
    }
}

/// The title, a line on the day, the head, then the rows.
const HEAD: u32 = 2;

fn write_ledger(
    lang: Lang,
    board: &Board,
    rows: &[(&Item, Light)],
    day: NaiveDate,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let last = (LedgerColumn::ALL.len() - 1) as u16;
    sheet.write_string_with_format(0, 0, &board.plan.title, &formats.title)?;
    let (day, n) = (&super::dates::long_date(lang, day), &rows.len());
    let note = if formats.is_filled_in {
        lang.fill(words::ledger::Note { day, n })
    } else {
        lang.fill(words::ledger::NoteLocked { day, n, sheet: &lang.say(words::ledger::SHEET) })
    };
    sheet.write_string(1, 0, note)?;
    for (at, column) in (0_u16..).zip(LedgerColumn::ALL) {
        sheet.write_string_with_format(HEAD, at, lang.say(column.text()), &formats.head)?;
        sheet.set_column_width(at, column.width())?;
    }
    for (line, (item, light)) in (HEAD + 1..).zip(rows) {
        write_row(lang, board, item, light, line, sheet, formats)?;
        sheet.set_row_height(line, row_height(lang, board, item, light))?;
    }
    let end = HEAD + rows.len() as u32;
    if !rows.is_empty() {
        sheet.autofilter(HEAD, 0, end, last)?;
    }
    if !rows.is_empty() && formats.is_filled_in {
        validate(lang, sheet, HEAD + 1, end)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 3)?;
    sheet.set_paper_size(9).set_landscape().set_repeat_rows(HEAD, HEAD)?;
    sheet.set_print_area(0, 0, end, PRINTED as u16 - 1)?;
    sheet.set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&C{}", lang.say(words::ledger::PAGES)));
    let allowed = ProtectionOptions {
        use_autofilter: true,
        sort: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    };
    sheet.protect_with_options(&allowed);
    Ok(())
}

/// Points that a row needs for what is printed of it. Not every program works that out when it opens a file.
fn row_height(lang: Lang, board: &Board, item: &Item, light: &Light) -> f64 {
    const LINE: f64 = 15.0;
    const MOST: usize = 16;
    let lines = |column: &LedgerColumn| {
        let room = (column.width() as usize).saturating_sub(1).max(1);
        let cells = |line: &str| unicode_width::UnicodeWidthStr::width(line).div_ceil(room).max(1);
        ledger_text(lang, board, *column, item, light).split('\n').map(cells).sum::<usize>()
    };
    let most = LedgerColumn::ALL[..PRINTED].iter().map(lines).max().unwrap_or(1).min(MOST);
    most as f64 * LINE + 3.0
}

/// Stage and forecast are chosen, a figure lies between 0 and 100.
fn validate(lang: Lang, sheet: &mut Worksheet, first: u32, last: u32) -> Result<(), XlsxError> {
    let place = |wanted: LedgerColumn| LedgerColumn::ALL.iter().position(|it| *it == wanted).unwrap_or(0) as u16;
    let stages: Vec<&str> = Stage::ALL.iter().map(|stage| lang.say(stage.text())).collect();
    let forecasts: Vec<&str> = Forecast::ALL.iter().map(|forecast| lang.say(forecast.text())).collect();
    for (column, words) in [(LedgerColumn::Stage, stages), (LedgerColumn::Forecast, forecasts)] {
        let list = DataValidation::new().allow_list_strings(&words)?;
        sheet.add_data_validation(first, place(column), last, place(column), &list)?;
    }
    let percent = DataValidation::new()
        .allow_whole_number(rust_xlsxwriter::DataValidationRule::Between(0, 100))
        .set_error_message(lang.say(words::ledger::PERCENT_RULE))?;
    sheet.add_data_validation(first, place(LedgerColumn::Percent), last, place(LedgerColumn::Percent), &percent)?;
    Ok(())
}

fn write_row(
    lang: Lang,
    board: &Board,
    item: &Item,
    light: &Light,
    line: u32,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(LedgerColumn::ALL) {
        let format = if *column == LedgerColumn::Light {
            formats.light(light.level)
        } else if column.is_filled_in() {
            if *column == LedgerColumn::Percent { &formats.open_number } else { &formats.open }
        } else if number_of(*column, item, light).is_some() {
            &formats.number
        } else {
            &formats.text
        };
        match number_of(*column, item, light) {
            Some(n) => sheet.write_number_with_format(line, at, n as f64, format)?,
            None => sheet.write_string_with_format(line, at, ledger_text(lang, board, *column, item, light), format)?,
        };
    }
    Ok(())
}

/// The number in a column, where it holds one.
fn number_of(column: LedgerColumn, item: &Item, light: &Light) -> Option<i64> {
    let situation = &light.situation;
    match column {
        LedgerColumn::Number => Some(i64::from(item.no)),
        LedgerColumn::Percent => situation.known_percent(),
        LedgerColumn::Expected => situation.expected,
        LedgerColumn::Extensions => Some(i64::from(item.work.due.extensions)).filter(|n| *n > 0),
        LedgerColumn::DaysLate => situation.days_late,
        LedgerColumn::Section
        | LedgerColumn::Item
        | LedgerColumn::Light
        | LedgerColumn::Stage
        | LedgerColumn::Lead
        | LedgerColumn::Support
        | LedgerColumn::Leader
        | LedgerColumn::Counties
        | LedgerColumn::Target
        | LedgerColumn::Due
        | LedgerColumn::DueOriginal
        | LedgerColumn::Cadence
        | LedgerColumn::Forecast
        | LedgerColumn::Done
        | LedgerColumn::Problem
        | LedgerColumn::Next
        | LedgerColumn::Reported => None,
    }
}

/// The text in a column.
pub fn ledger_text(lang: Lang, board: &Board, column: LedgerColumn, item: &Item, light: &Light) -> String {
    let field = |field: Field| work_value(lang, &item.work, field).unwrap_or_default();
    // The last word of each kind: a figure alone takes no text away.
    let of_item = || item.reports.iter().rev().filter(|report| report.node.measure.is_none() && report.unit.is_none());
    let said = |part: fn(&Report) -> &String| {
        of_item().map(part).find(|text| !text.trim().is_empty()).cloned().unwrap_or_default()
    };
    match column {
        LedgerColumn::Section => board.section(item.section).map(|section| section.label.clone()).unwrap_or_default(),
        LedgerColumn::Item => item.title.clone(),
        LedgerColumn::Light => light_word(lang, light),
        LedgerColumn::Stage => lang.say(item.work.standing.stage.text()).to_owned(),
        LedgerColumn::Lead => field(Field::Lead),
        LedgerColumn::Support => field(Field::Support),
        LedgerColumn::Leader => field(Field::Leader),
        LedgerColumn::Counties => field(Field::Counties),
        LedgerColumn::Target => field(Field::Target),
        LedgerColumn::Due => item.work.due.current.map(|due| due.to_string()).unwrap_or_default(),
        LedgerColumn::DueOriginal => item.work.due.original.map(|due| due.to_string()).unwrap_or_default(),
        LedgerColumn::Cadence => field(Field::Cadence),
        LedgerColumn::Forecast => lang.say(item.work.forecast.text()).to_owned(),
        LedgerColumn::Done => said(|report| &report.done),
        LedgerColumn::Problem => {
            let last = of_item().find(|report| !report.problem.trim().is_empty());
            last.and_then(Report::told_problem).unwrap_or_default().to_owned()
        }
        LedgerColumn::Next => said(|report| &report.next),
        LedgerColumn::Reported => item.reports.last().map(|report| report.day.to_string()).unwrap_or_default(),
        LedgerColumn::Number
        | LedgerColumn::Percent
        | LedgerColumn::Expected
        | LedgerColumn::Extensions
        | LedgerColumn::DaysLate => number_of(column, item, light).map(|n| n.to_string()).unwrap_or_default(),
    }
}

/// What the items of a light are called in figures.
fn level_head(level: Level) -> Text {
    match level {
        Level::Blue => words::paper::COLUMN_BLUE,
        Level::Green => words::paper::COLUMN_GREEN,
        Level::Yellow => words::paper::COLUMN_YELLOW,
        Level::Red => words::paper::COLUMN_RED,
        Level::Grey => words::paper::COLUMN_GREY,
    }
}

/// The figures by section, with a chart of lights and one of progress.
fn write_figures(
    lang: Lang,
    board: &Board,
    rows: &[(&Item, Light)],
    day: NaiveDate,
    sheet: &mut Worksheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let name = lang.say(words::ledger::FIGURES);
    sheet.write_string_with_format(0, 0, &board.plan.title, &formats.title)?;
    sheet.write_string(1, 0, super::dates::long_date(lang, day))?;
    let heads = [words::paper::COLUMN_SECTION, words::paper::COLUMN_ITEMS];
    let levels = [Level::Blue, Level::Green, Level::Yellow, Level::Red, Level::Grey];
    let heads = heads.into_iter().chain(levels.iter().map(|level| level_head(*level)));
    let heads = heads.chain([words::paper::COLUMN_PERCENT, words::ledger::EXPECTED]);
    for (at, head) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(HEAD, at, lang.say(head), &formats.head)?;
        sheet.set_column_width(at, if at == 0 { 24.0 } else { 10.0 })?;
    }
    let lights_of = |section: Option<SectionId>| -> Vec<&Light> {
        let of = rows.iter().filter(|(item, _)| section.is_none_or(|section| item.section == section));
        of.map(|(_, light)| light).collect()
    };
    let sections = board.sections.iter().map(|section| (section.label.as_str(), lights_of(Some(section.id))));
    let total = (lang.say(words::paper::TOTAL), lights_of(None));
    for (line, (label, lights)) in (HEAD + 1..).zip(sections.chain([total])) {
        let total = Rollup::of(lights.iter().copied());
        let in_time = AgainstTime::of(lights.iter().copied());
        sheet.write_string_with_format(line, 0, label, &formats.text)?;
        sheet.write_number_with_format(line, 1, lights.len() as f64, &formats.number)?;
        for (at, level) in (2_u16..).zip(levels) {
            sheet.write_number_with_format(line, at, f64::from(total.counts.get(level)), &formats.number)?;
        }
        for (at, percent) in (7_u16..).zip([in_time.map(|it| it.percent), in_time.map(|it| it.expected)]) {
            if let Some(percent) = percent {
                sheet.write_number_with_format(line, at, percent as f64, &formats.number)?;
            }
        }
    }
    let (first, last) = (HEAD + 1, HEAD + board.sections.len() as u32);
    if board.sections.is_empty() {
        return Ok(());
    }
    let colours = [0x005B_9BD5_u32, 0x0070_AD47, 0x00FF_C000, 0x00C0_0000, 0x00A5_A5A5];
    let mut lights = Chart::new(ChartType::BarStacked);
    for ((at, level), colour) in (2_u16..).zip(levels).zip(colours) {
        lights
            .add_series()
            .set_categories((name, first, 0, last, 0))
            .set_values((name, first, at, last, at))
            .set_name(lang.say(level_head(level)))
            .set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour))),
            );
    }
    lights.title().set_name(lang.say(words::ledger::CHART_LIGHTS));
    lights.y_axis().set_reverse();
    sheet.insert_chart(last + 3, 0, &lights)?;
    let mut progress = Chart::new(ChartType::Column);
    for (at, head) in [(7_u16, words::paper::COLUMN_PERCENT), (8, words::ledger::EXPECTED)] {
        progress
            .add_series()
            .set_categories((name, first, 0, last, 0))
            .set_values((name, first, at, last, at))
            .set_name(lang.say(head));
    }
    progress.title().set_name(lang.say(words::ledger::CHART_PROGRESS));
    progress.y_axis().set_min(0).set_max(100);
    sheet.insert_chart(last + 3, 7, &progress)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}
