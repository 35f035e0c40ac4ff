//! People in the chronicle: who starts, leaves, is cut or moved.

use crate::model::career::Promoted;
use crate::model::people::{NEVER, Seat, Standing};
use crate::model::plan::{Plan, Start as Planned};
use crate::model::succession;
use crate::model::world::World;
use crate::unit::Week;

use super::recorder::Recorder;
use super::{PersonRecord, Start, What};

/// A seat as it was last seen.
#[derive(Clone, Copy, Debug)]
pub struct SeatSeen {
    pub active: bool,
    number: u64,
    fills: i32,
    closed: bool,
    /// Who sits in it.
    pub person: Option<usize>,
    /// How many have sat in it.
    count: u32,
    /// Week in which somebody left it.
    left: Option<i32>,
}

impl SeatSeen {
    fn of(seat: &Seat) -> SeatSeen {
        SeatSeen {
            active: seat.active,
            number: seat.number,
            fills: seat.fills,
            closed: seat.standing == Standing::Closed,
            person: None,
            count: 0,
            left: None,
        }
    }

    /// Takes over what the world shows of the seat.
    fn update(&mut self, seat: &Seat) {
        let SeatSeen { person, count, left, .. } = *self;
        *self = SeatSeen { person, count, left, ..SeatSeen::of(seat) };
    }
}

impl Recorder {
    /// Notes who is there when the first week begins, and which seats never come.
    pub(super) fn see_present(&mut self, plan: &Plan, world: &World) {
        let planned = self.chronicle.seats.len();
        self.seats = world.seats[..planned].iter().map(SeatSeen::of).collect();
        for (seat, found) in world.seats[..planned].iter().enumerate() {
            let region = Some(self.chronicle.seats[seat].region);
            if found.active {
                let person = self.seat(seat, found.since);
                self.note(Week(plan.first), region, What::Present(person));
            } else if found.standing == Standing::Closed {
                self.note(Week(plan.first), region, What::NeverComes(seat));
            }
        }
    }

    /// Puts the next person into a seat.
    fn seat(&mut self, seat: usize, since: i32) -> usize {
        let person = self.chronicle.people.len();
        let seen = &mut self.seats[seat];
        seen.count += 1;
        seen.person = Some(person);
        let number = seen.count;
        let record = PersonRecord { first_seat: seat, number, seat, since, until: None };
        self.chronicle.people.push(record);
        person
    }

    /// Notes starts, then leavers and those who follow them at once.
    pub(super) fn see_people(&mut self, plan: &Plan, world: &World, now: Week) {
        for (region, written) in plan.regions.iter().enumerate() {
            for seat in written.all_seats() {
                let seen = self.seats[seat];
                if !seen.active && seen.fills == now.0 {
                    self.start(plan, world, (region, seat), now, seen.number + 1);
                    self.seats[seat].active = true;
                    self.seats[seat].number += 1;
                }
                self.see_leaver(plan, world, (region, seat), now, false);
            }
        }
    }

    /// Notes those who left in one part of the week.
    pub(super) fn see_leavers(&mut self, plan: &Plan, world: &World, now: Week, known: bool) {
        for (region, written) in plan.regions.iter().enumerate() {
            for seat in written.all_seats() {
                self.see_leaver(plan, world, (region, seat), now, known);
            }
        }
    }

    /// Notes that who sat in a seat left, where it is empty now or another one sits in it.
    fn see_leaver(
        &mut self,
        plan: &Plan,
        world: &World,
        (region, seat): (usize, usize),
        now: Week,
        known: bool,
    ) {
        let (seen, found) = (self.seats[seat], &world.seats[seat]);
        let followed = found.active && found.number != seen.number;
        if seen.active && (!found.active || followed) {
            let successor = if followed { Some(now.0) } else { Some(found.fills) };
            let successor = successor.filter(|week| *week != NEVER);
            if let Some(person) = self.go(seat, now) {
                self.note(now, Some(region), What::Left { person, known, successor });
                self.see_lost_with(plan, world, (region, seat), person, now);
            }
            if followed {
                self.start(plan, world, (region, seat), now, found.number);
            }
        }
        self.seats[seat].update(found);
    }

    fn start(&mut self, plan: &Plan, world: &World, (region, seat): (usize, usize), now: Week, number: u64) {
        let written = &plan.regions[region];
        let planned = written.seat_plan(seat);
        let is_planned = planned.origin.is_planned_start() && number == planned.first_number();
        let left = self.seats[seat].left.take();
        let why = if is_planned {
            let since = planned.planned.0.max(written.first);
            match planned.start {
                // Whoever begins with a mode was planned for the day on which it opens.
                _ if written.entry.is_some() => Start::Planned(now.0),
                Planned::Found { .. } => Start::Found(since),
                Planned::On(week) => Start::Planned(week.0.max(written.first)),
                _ => Start::Planned(since),
            }
        } else {
            Start::Backfill(left)
        };
        let person = self.seat(seat, now.0);
        self.note(now, Some(region), What::Started { person, why });
        if world.seats[seat].number == number {
            self.see_taking_over(plan, world, (region, seat), person, now);
        }
    }

    /// Notes who takes a seat as a mode of entry opens, and what it changes of the seat.
    pub(super) fn see_seated(
        &mut self,
        (plan, world): (&Plan, &World),
        (region, seat): (usize, usize),
        now: Week,
    ) {
        let found = &world.seats[seat];
        if found.active && !self.seats[seat].active {
            self.start(plan, world, (region, seat), now, found.number);
        }
        self.seats[seat].update(found);
    }

    /// Empties a seat.
    fn go(&mut self, seat: usize, now: Week) -> Option<usize> {
        let person = self.seats[seat].person.take()?;
        self.seats[seat].left = Some(now.0);
        self.chronicle.people[person].until = Some(now.0);
        Some(person)
    }

    /// Notes the seats that were given up this week.
    pub(super) fn see_notices(&mut self, world: &World, now: Week) {
        for notice in &world.notices[self.notices..] {
            let person = self.seats[notice.seat].person;
            self.note(now, Some(notice.region), What::Noticed { seat: notice.seat, person });
            self.seats[notice.seat].update(&world.seats[notice.seat]);
        }
        self.notices = world.notices.len();
    }

    /// Notes whose notice ended.
    pub(super) fn see_cuts(&mut self, plan: &Plan, world: &World, now: Week) {
        for notice in world.notices.iter().filter(|notice| notice.closes == now.0) {
            if let Some(person) = self.go(notice.seat, now) {
                self.note(now, Some(notice.region), What::Cut(person));
                self.see_lost_with(plan, world, (notice.region, notice.seat), person, now);
            }
            self.seats[notice.seat].update(&world.seats[notice.seat]);
        }
    }

    /// Notes who was moved to another region.
    pub(super) fn see_moves(&mut self, plan: &Plan, world: &World, now: Week) {
        for moved in &world.transfers[self.moves..] {
            let from = self.chronicle.seats[moved.from].region;
            if let Some(person) = self.seats[moved.from].person.take() {
                self.chronicle.people[person].seat = moved.to;
                self.seats[moved.to].person = Some(person);
                let what = What::Moved { person, from: moved.from, to: moved.to };
                self.note(now, Some(from), what);
                let to = self.chronicle.seats[moved.to].region;
                self.see_taking_over(plan, world, (to, moved.to), person, now);
                self.see_lost_with(plan, world, (from, moved.from), person, now);
            }
        }
        self.moves = world.transfers.len();
        self.seats.iter_mut().zip(&world.seats).for_each(|(seen, seat)| seen.update(seat));
    }

    /// Notes who rose, within a seat or into one among the sales managers, where who left is followed in the old one.
    pub(super) fn see_promotions(&mut self, plan: &Plan, world: &World, now: Week) {
        for promoted in &world.promotions[self.promotions..] {
            let Promoted { region, from, to, levels, .. } = *promoted;
            let Some(person) = self.seats[from].person else { continue };
            if from != to {
                self.seats[from].person = None;
                self.seats[from].left = Some(now.0);
                self.chronicle.people[person].seat = to;
                self.seats[to].person = Some(person);
                self.seats[to].left = None;
            }
            self.note(now, Some(region), What::Promoted { person, from, to, level: levels.1 });
            if from != to {
                let found = &world.seats[from];
                let follows_at_once = found.active && found.since == now.0;
                if follows_at_once {
                    self.start(plan, world, (region, from), now, found.number);
                }
                self.seats[from].update(found);
                self.seats[to].update(&world.seats[to]);
            }
        }
        self.promotions = world.promotions.len();
    }

    /// Notes which reps took executives' seats, and who follows them at once.
    pub(super) fn see_successions(&mut self, plan: &Plan, world: &World, now: Week) {
        for promoted in world.succession.promoted[self.successions..].iter().copied() {
            let succession::Promoted { region, from, to } = promoted;
            let Some(person) = self.seats[from].person.take() else { continue };
            self.seats[from].left = Some(now.0);
            self.chronicle.people[person].seat = to;
            (self.seats[to].person, self.seats[to].left) = (Some(person), None);
            self.note(now, Some(region), What::BecameExecutive { person, from, to });
            self.see_lost_with(plan, world, (region, from), person, now);
            if world.seats[from].active {
                self.start(plan, world, (region, from), now, world.seats[from].number);
            }
            self.seats[from].update(&world.seats[from]);
            self.seats[to].update(&world.seats[to]);
        }
        self.successions = world.succession.promoted.len();
    }

    /// Notes the seats whose condition failed at the quarter's end.
    pub(super) fn see_gates(&mut self, world: &World, now: Week) {
        for seat in 0..self.seats.len() {
            let closes = !self.seats[seat].closed && world.seats[seat].standing == Standing::Closed;
            if closes {
                let region = self.chronicle.seats[seat].region;
                self.note(now, Some(region), What::NeverComes(seat));
            }
            self.seats[seat].update(&world.seats[seat]);
        }
    }
}
