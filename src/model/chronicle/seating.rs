//! Who sits where at a moment of a chronicle, read from its events one by one.

use super::{Chronicle, Entry, What};

/// Who sits in which seat.
#[derive(Clone, Debug)]
pub struct Seating {
    /// By seat.
    people: Vec<Option<usize>>,
    /// By person: the seat, after they went the last one.
    seats: Vec<usize>,
}

impl Seating {
    /// Before anything happened.
    pub fn new(chronicle: &Chronicle) -> Seating {
        let seats = chronicle.people.iter().map(|person| person.first_seat).collect();
        Seating { people: vec![None; chronicle.seats.len()], seats }
    }

    /// When a week has ended.
    pub fn after(chronicle: &Chronicle, week: i32) -> Seating {
        let mut seating = Seating::new(chronicle);
        let events = chronicle.events.iter().take_while(|event| event.week <= week);
        events.for_each(|event| seating.turn(event));
        seating
    }

    /// Takes in what happens next.
    pub fn turn(&mut self, event: &Entry) {
        match event.what {
            What::Present(person) | What::Started { person, .. } => self.sit(person, self.seats[person]),
            What::Left { person, .. } | What::Cut(person) => self.people[self.seats[person]] = None,
            What::Moved { person, from, to }
            | What::BecameExecutive { person, from, to }
            | What::Promoted { person, from, to, .. } => {
                self.people[from] = None;
                self.sit(person, to);
            }
            _ => {}
        }
    }

    fn sit(&mut self, person: usize, seat: usize) {
        self.people[seat] = Some(person);
        self.seats[person] = seat;
    }

    /// Who sits in a seat.
    pub fn person(&self, seat: usize) -> Option<usize> {
        self.people[seat]
    }

    /// Where a person sits, or sat last.
    pub fn seat(&self, person: usize) -> usize {
        self.seats[person]
    }
}
