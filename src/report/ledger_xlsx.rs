//! 台账 as an Excel workbook: a row an item with everything that is known of it, a sheet of figures with charts, and, hidden,
//! which plan it is and as of which line of the journal, so that a filled-in copy can be read back.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Chart, ChartType, Color, DataValidation, Format, FormatAlign, FormatBorder, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};

use super::adjustment_prose::AdjustmentRow;
use super::dates::long_date;
use super::ledger::{LedgerColumn, ledger_number, ledger_text};
use super::names::clip;
use super::terms::{LEVELS, Term, level_head};
use crate::plan::{AgainstTime, Board, Forecast, Item, Level, Light, Rollup, SectionId, Stage};
use crate::read::ORIGIN_SHEET;
use crate::words::{self, Lang};

/// Columns that are printed; the others are for the screen.
const PRINTED: usize = 12;

/// How wide a column is, in characters.
fn width(column: LedgerColumn) -> f64 {
    match column {
        LedgerColumn::Number => 5.0,
        LedgerColumn::Percent | LedgerColumn::Expected | LedgerColumn::Extensions | LedgerColumn::DaysLate => 8.0,
        LedgerColumn::Section
        | LedgerColumn::Light
        | LedgerColumn::Leader
        | LedgerColumn::Stage
        | LedgerColumn::Forecast
        | LedgerColumn::Cadence => 10.0,
        LedgerColumn::Due | LedgerColumn::DueOriginal | LedgerColumn::Reported => 12.0,
        LedgerColumn::Lead | LedgerColumn::Support | LedgerColumn::Counties | LedgerColumn::Target => 14.0,
        LedgerColumn::Item | LedgerColumn::Done => 28.0,
        LedgerColumn::Problem | LedgerColumn::Next => 24.0,
    }
}

/// What to make of a plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct LedgerForm<'a> {
    /// A sheet for each section besides.
    pub by_section: bool,
    /// What became of the plan itself: a sheet of its own, where there is anything.
    pub adjustments: &'a [AdjustmentRow],
}

/// The ledger of `items` on `day` as the bytes of an `.xlsx`.
pub fn ledger_xlsx(
    lang: Lang,
    board: &Board,
    items: &[&Item],
    day: NaiveDate,
    form: LedgerForm<'_>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let rows: Vec<Row<'_>> = items.iter().map(|item| (*item, board.light_of(item, day))).collect();
    let ledger = Ledger { lang, board, day };
    let formats = Formats::new();
    ledger.write(&rows, workbook.add_worksheet().set_name(lang.say(words::ledger::SHEET))?, &formats)?;
    if form.by_section {
        let locked = Formats::locked();
        for section in &board.sections {
            let of: Vec<Row<'_>> = rows.iter().filter(|(item, _)| item.section == section.id).cloned().collect();
            let name = sheet_name(&format!("{}.{}", section.ordinal, section.label));
            ledger.write(&of, workbook.add_worksheet().set_name(name)?, &locked)?;
        }
    }
    ledger.write_figures(&rows, workbook.add_worksheet().set_name(lang.say(words::ledger::FIGURES))?, &formats)?;
    if !form.adjustments.is_empty() {
        let sheet = workbook.add_worksheet().set_name(lang.say(words::adjustment::HEADING))?;
        ledger.write_adjustments(form.adjustments, sheet, &formats)?;
    }
    let origin = workbook.add_worksheet().set_name(ORIGIN_SHEET)?;
    origin.write_string(0, 0, "plan")?.write_string(0, 1, board.plan.id.0.to_string())?;
    origin.write_string(1, 0, "revision")?.write_string(1, 1, board.revision.0.to_string())?;
    origin.write_string(2, 0, "day")?.write_string(2, 1, day.to_string())?;
    origin.set_hidden(true);
    workbook.save_to_buffer()
}

/// An item and its light.
type Row<'a> = (&'a Item, Light);

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

    fn of(&self, column: LedgerColumn, light: &Light, is_number: bool) -> &Format {
        match (column.is_filled_in(), is_number) {
            _ if column == LedgerColumn::Light => self.light(light.level),
            (true, _) if column == LedgerColumn::Percent => &self.open_number,
            (true, _) => &self.open,
            (false, true) => &self.number,
            (false, false) => &self.text,
        }
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

/// What all sheets are about.
struct Ledger<'a> {
    lang: Lang,
    board: &'a Board,
    day: NaiveDate,
}

impl Ledger<'_> {
    fn write(&self, rows: &[Row<'_>], sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let lang = self.lang;
        let (day, n) = (&long_date(lang, self.day), &rows.len());
        let note = if formats.is_filled_in {
            lang.fill(words::ledger::Note { day, n })
        } else {
            lang.fill(words::ledger::NoteLocked { day, n, sheet: &lang.say(words::ledger::SHEET) })
        };
        let heads = LedgerColumn::ALL.iter().map(|column| (lang.say(column.text()), width(*column)));
        self.write_head(heads, &note, sheet, formats)?;
        for (line, row) in (HEAD + 1..).zip(rows) {
            self.write_row(row, line, sheet, formats)?;
        }
        let end = HEAD + rows.len() as u32;
        if !rows.is_empty() {
            sheet.autofilter(HEAD, 0, end, LedgerColumn::ALL.len() as u16 - 1)?;
        }
        if !rows.is_empty() && formats.is_filled_in {
            validate(lang, sheet, HEAD + 1, end)?;
        }
        sheet.set_freeze_panes(HEAD + 1, 3)?;
        sheet.set_paper_size(A4).set_landscape().set_repeat_rows(HEAD, HEAD)?;
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

    /// The title of the plan, a line below it, and the names of the columns.
    fn write_head<'h>(
        &self,
        heads: impl IntoIterator<Item = (&'h str, f64)>,
        note: &str,
        sheet: &mut Worksheet,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        sheet.write_string_with_format(0, 0, &self.board.plan.title, &formats.title)?;
        sheet.write_string(1, 0, note)?;
        for (at, (head, width)) in (0_u16..).zip(heads) {
            sheet.write_string_with_format(HEAD, at, head, &formats.head)?;
            sheet.set_column_width(at, width)?;
        }
        Ok(())
    }

    fn write_row(
        &self,
        (item, light): &Row<'_>,
        line: u32,
        sheet: &mut Worksheet,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        let mut most_lines = 1;
        for (at, column) in LedgerColumn::ALL.iter().enumerate() {
            let number = ledger_number(*column, item, light);
            let format = formats.of(*column, light, number.is_some());
            if let Some(n) = number {
                sheet.write_number_with_format(line, at as u16, n as f64, format)?;
                continue;
            }
            let text = ledger_text(self.lang, self.board, *column, item, light);
            if at < PRINTED {
                most_lines = most_lines.max(lines_in(&text, width(*column)));
            }
            sheet.write_string_with_format(line, at as u16, text, format)?;
        }
        sheet.set_row_height(line, row_height(most_lines))?;
        Ok(())
    }

    /// What became of the plan itself, a row each, oldest first.
    fn write_adjustments(
        &self,
        rows: &[AdjustmentRow],
        sheet: &mut Worksheet,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        let lang = self.lang;
        let heads = [
            (words::adjustment::COLUMN_DAY, 14.0),
            (words::adjustment::COLUMN_KIND, 8.0),
            (words::column::NUMBER, 6.0),
            (words::adjustment::COLUMN_WHAT, 60.0),
            (words::adjustment::COLUMN_WHY, 40.0),
            (words::adjustment::COLUMN_AUTHOR, 12.0),
        ];
        let note = lang.fill(words::adjustment::Note { day: &long_date(lang, self.day), n: &rows.len() });
        self.write_head(heads.map(|(head, width)| (lang.say(head), width)), &note, sheet, formats)?;
        for (line, row) in (HEAD + 1..).zip(rows) {
            let day = row.day.map(|day| day.to_string()).unwrap_or_default();
            sheet.write_string_with_format(line, 0, day, &formats.number)?;
            sheet.write_string_with_format(line, 1, lang.say(row.kind), &formats.number)?;
            match row.no {
                Some(no) => sheet.write_number_with_format(line, 2, f64::from(no), &formats.number)?,
                None => sheet.write_string_with_format(line, 2, "", &formats.number)?,
            };
            sheet.write_string_with_format(line, 3, &row.what, &formats.text)?;
            sheet.write_string_with_format(line, 4, &row.why, &formats.text)?;
            sheet.write_string_with_format(line, 5, &row.author, &formats.number)?;
            let lines = lines_in(&row.what, 60.0).max(lines_in(&row.why, 40.0));
            sheet.set_row_height(line, row_height(lines))?;
        }
        sheet.set_freeze_panes(HEAD + 1, 0)?;
        sheet.set_paper_size(A4).set_landscape().set_repeat_rows(HEAD, HEAD)?;
        sheet.set_print_fit_to_pages(1, 0);
        Ok(())
    }

    /// The figures by section, with a chart of lights and one of progress.
    fn write_figures(&self, rows: &[Row<'_>], sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let lang = self.lang;
        let heads = [words::paper::COLUMN_SECTION, words::paper::COLUMN_ITEMS];
        let heads = heads.into_iter().chain(LEVELS.map(level_head));
        let heads = heads.chain([words::paper::COLUMN_PERCENT, words::ledger::EXPECTED]);
        let heads = heads.enumerate().map(|(at, head)| (lang.say(head), if at == 0 { 24.0 } else { 10.0 }));
        self.write_head(heads, &long_date(lang, self.day), sheet, formats)?;
        let lights_of = |section: Option<SectionId>| -> Vec<&Light> {
            let of = rows.iter().filter(|(item, _)| section.is_none_or(|section| item.section == section));
            of.map(|(_, light)| light).collect()
        };
        let sections = self.board.sections.iter().map(|section| (section.label.as_str(), lights_of(Some(section.id))));
        let total = (lang.say(words::paper::TOTAL), lights_of(None));
        for (line, (label, lights)) in (HEAD + 1..).zip(sections.chain([total])) {
            let counts = Rollup::of(lights.iter().copied()).counts;
            let in_time = AgainstTime::of(lights.iter().copied());
            sheet.write_string_with_format(line, 0, label, &formats.text)?;
            sheet.write_number_with_format(line, 1, lights.len() as f64, &formats.number)?;
            for (at, level) in (2_u16..).zip(LEVELS) {
                sheet.write_number_with_format(line, at, f64::from(counts.get(level)), &formats.number)?;
            }
            if let Some(AgainstTime { percent, expected, .. }) = in_time {
                sheet.write_number_with_format(line, 7, percent as f64, &formats.number)?;
                sheet.write_number_with_format(line, 8, expected as f64, &formats.number)?;
            }
        }
        if !self.board.sections.is_empty() {
            write_charts(lang, self.board.sections.len() as u32, sheet)?;
        }
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        Ok(())
    }
}

/// As Excel numbers sizes of paper.
const A4: u8 = 9;

/// Lines that a text takes in a column of that width.
fn lines_in(text: &str, width: f64) -> usize {
    let room = (width as usize).saturating_sub(1).max(1);
    text.split('\n').map(|line| unicode_width::UnicodeWidthStr::width(line).div_ceil(room).max(1)).sum()
}

/// Points that so many lines need. Not every program works that out when it opens a file.
fn row_height(lines: usize) -> f64 {
    const LINE: f64 = 15.0;
    const MOST: usize = 16;
    lines.min(MOST) as f64 * LINE + 3.0
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

/// Charts of the lights and of the progress of so many sections, below their figures.
fn write_charts(lang: Lang, sections: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let name = lang.say(words::ledger::FIGURES);
    let (first, last) = (HEAD + 1, HEAD + sections);
    let colours = [0x005B_9BD5_u32, 0x0070_AD47, 0x00FF_C000, 0x00C0_0000, 0x00A5_A5A5];
    let mut lights = Chart::new(ChartType::BarStacked);
    for ((at, level), colour) in (2_u16..).zip(LEVELS).zip(colours) {
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
    Ok(())
}
