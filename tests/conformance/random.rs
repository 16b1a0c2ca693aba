//! Two sessions that write whatever comes, each from what it has seen: at the end all agree, and the journal leads back to
//! the document.

use duban::plan::{
    Board, Change, Clash, Delta, Edit, EditKind, FieldChange, Measure, MeasureId, Node, OpId, Part, Percent, steps,
};
use duban::store::{CommitError, Store};

use super::{Another, PLAN, board, edit, item, lines, now};

const ROUNDS: u64 = 12;
const EDITS: usize = 60;
/// Few items and values, so that the two meet often.
const ITEMS: [u32; 2] = [3, 14];

/// One session, with the board as it was when it last looked.
struct Session<'a> {
    login: &'static str,
    store: &'a mut dyn Store,
    seen: Board,
}

impl Session<'_> {
    /// Sees what was written since; as a session does, by applying it.
    fn look(&mut self) {
        for entry in self.store.since(PLAN, self.seen.revision).expect("reads") {
            for change in &entry.edit.changes {
                assert!(self.seen.apply(change), "{change:?}");
            }
            self.seen.revision = entry.seq;
        }
    }

    fn wish(&self, random: &mut fastrand::Rng) -> Vec<Change> {
        let no = ITEMS[random.usize(..ITEMS.len())];
        let target = item(&self.seen, no);
        let node = Node::item(target.id);
        let some = |random: &mut fastrand::Rng| Percent::try_from(random.i64(0..3) * 10).ok();
        let measure = (!target.measures.is_empty()).then(|| &target.measures[random.usize(..target.measures.len())]);
        match (random.u32(0..8), measure) {
            (0, _) => {
                let swap = Delta::new(target.work.percent, some(random));
                vec![Change::Field { node, to: FieldChange::Percent(swap) }]
            }
            (1, _) => {
                let unit = ["金寨县", "霍山县"][random.usize(..2)].to_owned();
                let before = target.part(&unit);
                let mut after = before.clone();
                if random.bool() {
                    after.percent = some(random);
                } else {
                    after = after.acknowledged_at(now());
                }
                vec![Change::Part { item: target.id, unit, part: Delta::<Part>::new(before, after) }]
            }
            (2, _) => {
                let text = Delta::new(target.title.clone(), format!("题目{}", random.u32(0..3)));
                vec![Change::Text { node, text }]
            }
            (3 | 4, Some(measure)) => {
                let (rank, mut changes) = target.rank_after(Some(measure.id)).expect("it is there");
                let id = MeasureId(random.i64(1 << 32..1 << 40));
                let measure = Measure { id, rank, text: "新增的一条。".to_owned(), work: None };
                changes.push(Change::MeasureAdded { item: target.id, measure });
                changes
            }
            (5, Some(measure)) => target.moving(measure.id, random.bool()),
            (6, Some(measure)) => vec![Change::MeasureRemoved { item: target.id, measure: measure.clone() }],
            // What is then done is to take one's own last step back.
            (_, _) => Vec::new(),
        }
    }

    /// Writes a wish; on a conflict now and then writes over it.
    fn write(&mut self, mut wish: Edit, random: &mut fastrand::Rng) {
        for _ in 0..8 {
            match self.store.commit(&wish, now()) {
                Ok(_) => return,
                Err(CommitError::Conflict(conflict)) => match conflict.overwriting(OpId(random.u64(..))) {
                    Some(again) if random.bool() => wish = again,
                    Some(_) | None => {
                        assert!(conflict.clash == Clash::Gone || conflict.index <= wish.changes.len());
                        return;
                    }
                },
                Err(other) => panic!("{other:?}: {wish:?}"),
            }
        }
    }
}

pub fn whatever_two_do_they_agree_and_the_journal_leads_back(store: &mut dyn Store, another: Another<'_>) {
    let origin = board(store);
    for seed in 0..ROUNDS {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut other = another();
        let (one, two) = (board(store), board(other.as_mut()));
        let mut sessions = [
            Session { login: "甲", store: &mut *store, seen: one },
            Session { login: "乙", store: other.as_mut(), seen: two },
        ];
        for _ in 0..EDITS {
            let session = &mut sessions[random.usize(..2)];
            if random.u32(0..3) == 0 {
                session.look();
            }
            let mut changes = session.wish(&mut random);
            let mut kind = EditKind::Do;
            if changes.is_empty() {
                let journal = lines(session.store);
                let Some(seq) = steps(&journal, session.login).undo.last().copied() else { continue };
                let entry = journal.iter().find(|entry| entry.seq == seq).expect("the line");
                (kind, changes) = (EditKind::Undo(seq), entry.edit.taken_back());
            }
            let wish = edit(session.login, kind, changes);
            session.write(wish, &mut random);
        }
        for session in &mut sessions {
            session.look();
        }
        let [one, two] = sessions.map(|session| session.seen);
        let kept = board(store);
        let named = |board: &Board| -> Vec<Vec<(i64, i64)>> {
            board.items().iter().map(|it| it.measures.iter().map(|m| (m.rank, m.id.0)).collect()).collect()
        };
        assert_eq!(named(&one), named(&kept), "seed {seed}");
        assert!(one == kept && two == kept, "seed {seed}: who followed the journal has what is kept");
        for of in kept.items() {
            let ranks: std::collections::BTreeSet<i64> = of.measures.iter().map(|measure| measure.rank).collect();
            assert_eq!(ranks.len(), of.measures.len(), "seed {seed}: each has a rank of its own");
        }
    }
    // Every line finds what it has made; what is left at the beginning is the document.
    let journal = lines(store);
    assert!(journal.len() > 200, "{} lines", journal.len());
    let mut back = board(store);
    for entry in journal.iter().rev() {
        back.roll_back(entry).unwrap_or_else(|mismatch| panic!("{mismatch:?}"));
    }
    assert_eq!(back.canonical_text(), origin.canonical_text());
    assert!(back.is_untouched());
}
