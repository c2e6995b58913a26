//! Where each lane lies. All lengths are in pixels of the device, so that no tick is blurred.

/// What room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// CSS pixels from left to right.
    pub width: i32,
    /// Pixels of the device for 100 CSS pixels.
    pub ratio: i32,
}

/// The lanes of one page: one below the other, then column beside column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The first lane that is shown.
    pub first: usize,
    /// How many are shown.
    pub lanes: usize,
    /// Columns side by side.
    pub columns: i32,
    /// Lanes in a column.
    pub rows: i32,
    /// The height of a lane.
    pub lane: i32,
    /// From one column to the next.
    pub pitch: i32,
    /// The room for names before each column's ticks; nought where there are too many for names.
    pub names: i32,
    /// The room for notes behind them.
    pub notes: i32,
    /// The width of a column's ticks.
    pub plot: i32,
    /// The whole.
    pub width: i32,
    /// The whole.
    pub height: i32,
    /// As in [`Room`].
    pub ratio: i32,
}

/// A place in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Which lane, counted from the first that is shown.
    pub place: usize,
    /// Its column.
    pub column: i32,
    /// Pixels from the left of its ticks; below nought over the name, above the plot's width over the note.
    pub x: i32,
}

/// More are never on one screen: one could tell nothing apart.
const MOST: i32 = 2_000;
/// Heights of a lane with a name, and the least at which a lane without is easily told from the next.
const NAMED: (i32, i32) = (14, 22);
const CLEAR: i32 = 3;

impl Room {
    /// Pixels of the device.
    pub fn device(self, css: i32) -> i32 {
        (css * self.ratio + 50) / 100
    }

    /// How high the lanes may grow, in CSS pixels.
    fn height(self) -> i32 {
        if self.width < 560 { 420 } else { 560 }
    }

    fn most_columns(self) -> i32 {
        (self.width / 110).clamp(1, 4)
    }

    /// How many lanes a page holds: each has a CSS pixel at least.
    pub fn page(self) -> usize {
        size((self.height() * self.most_columns()).min(MOST))
    }
}

impl Layout {
    /// Lays out a page of so many lanes.
    pub fn new(total: usize, page: usize, room: Room) -> Self {
        let first = page.saturating_mul(room.page()).min(total);
        let lanes = (total - first).min(room.page());
        let count = whole(lanes).max(1);
        let high = room.device(room.height());
        let row = |columns: i32| {
            let rows = (count + columns - 1) / columns;
            (rows, high / rows)
        };
        let wide = (1..=(room.width / 380).clamp(1, 3))
            .find(|columns| row(*columns).1 >= room.device(NAMED.0));
        let columns = wide.unwrap_or_else(|| {
            let clear = |columns: &i32| row(*columns).1 >= room.device(CLEAR);
            let most = room.most_columns();
            (1..=most).find(clear).unwrap_or(most)
        });
        let (rows, lane) = row(columns);
        let lane = lane.min(room.device(NAMED.1)).max(room.device(1)).max(1);
        let width = room.device(room.width).max(1);
        let between = room.device(if wide.is_some() { 28 } else { 18 });
        let pitch = ((width + between) / columns).max(1);
        let (names, notes) = match (wide.is_some(), room.width / columns) {
            (false, _) => (0, 0),
            (true, 700..) => (150, 40),
            (true, 480..) => (124, 40),
            (true, _) => (96, 34),
        };
        let (names, notes) = (room.device(names), room.device(notes));
        Self {
            first,
            lanes,
            columns,
            rows,
            lane,
            pitch,
            names,
            notes,
            plot: (pitch - between - names - notes).max(1),
            width,
            height: rows * lane,
            ratio: room.ratio,
        }
    }

    /// Whether lanes have names beside them.
    pub fn has_names(&self) -> bool {
        self.names > 0
    }

    /// Pixels of the device.
    pub fn device(&self, css: i32) -> i32 {
        let room = Room {
            width: 0,
            ratio: self.ratio,
        };
        room.device(css)
    }

    /// Where the ticks of a column begin.
    pub fn left(&self, column: i32) -> i32 {
        column * self.pitch + self.names
    }

    /// The column of a lane and its upper edge.
    pub fn origin(&self, place: usize) -> (i32, i32) {
        let place = whole(place);
        (place / self.rows, place % self.rows * self.lane)
    }

    /// What lies at a point; `None` where no lane is.
    pub fn spot(&self, x: i32, y: i32) -> Option<Spot> {
        let (column, row) = (x.div_euclid(self.pitch), y.div_euclid(self.lane));
        if !(0..self.columns).contains(&column) || !(0..self.rows).contains(&row) {
            return None;
        }
        let place = size(column * self.rows + row);
        (place < self.lanes).then_some(Spot {
            place,
            column,
            x: x - self.left(column),
        })
    }

    /// Every which of the time marks is shown, where so many lie in the plot: words must not touch.
    pub fn every(&self, marks: usize) -> usize {
        let wanted = whole(marks).saturating_mul(self.device(58));
        match size((wanted + self.plot - 1) / self.plot) {
            // Marks are mostly days: of a week the same one each time.
            4..=7 => 7,
            8..=14 => 14,
            few => few.max(1),
        }
    }

    /// A length for a style sheet: `12.667px`.
    pub fn css(&self, device: i32) -> String {
        let thousandths = i64::from(device.max(0)) * 100_000 / i64::from(self.ratio.max(1));
        let digits = (1_000 + thousandths % 1_000).to_string();
        let part = digits.get(1..).unwrap_or_default();
        [&(thousandths / 1_000).to_string(), ".", part, "px"].concat()
    }
}

/// A number of things as a length.
pub fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A length as a number of things.
pub fn size(length: i32) -> usize {
    usize::try_from(length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn desk(total: usize) -> Layout {
        Layout::new(
            total,
            0,
            Room {
                width: 1_160,
                ratio: 100,
            },
        )
    }

    #[test]
    fn a_thousand_people_are_on_one_screen_and_two_thousand_still_are() {
        let shape = |total| {
            let layout = desk(total);
            (
                layout.lanes,
                layout.columns,
                layout.lane,
                layout.has_names(),
            )
        };
        assert_eq!(shape(12), (12, 1, 22, true));
        assert_eq!(shape(40), (40, 1, 14, true));
        assert_eq!(shape(41), (41, 2, 22, true));
        assert_eq!(shape(240), (240, 2, 4, false));
        assert_eq!(shape(1_000), (1_000, 4, 2, false));
        assert_eq!(shape(2_000), (2_000, 4, 1, false));
        assert_eq!(shape(10_000), (2_000, 4, 1, false));
        assert_eq!(shape(0), (0, 1, 22, true));
        assert!(desk(1_000).height <= 560 && desk(2_000).height <= 560);
    }

    #[test]
    fn a_phone_has_fewer_columns_and_less_height() {
        let room = Room {
            width: 326,
            ratio: 200,
        };
        let layout = Layout::new(1_000, 0, room);
        assert_eq!((layout.lanes, layout.columns), (840, 2));
        assert!(layout.height <= 840);
        let rest = Layout::new(1_000, 1, room);
        assert_eq!((rest.first, rest.lanes), (840, 160));
        assert_eq!(Layout::new(1_000, 9, room).lanes, 0);
    }

    #[test]
    fn lengths_for_style_sheets() {
        let layout = Layout::new(
            3,
            0,
            Room {
                width: 500,
                ratio: 150,
            },
        );
        let texts = [0, 1, 3, 200].map(|device| layout.css(device));
        assert_eq!(texts, ["0.000px", "0.666px", "2.000px", "133.333px"]);
    }

    #[test]
    fn the_words_of_marks_do_not_touch() {
        let layout = desk(12);
        assert_eq!(
            [0, 5, 16, 17, 30, 62].map(|marks| layout.every(marks)),
            [1, 1, 1, 2, 2, 7]
        );
        assert_eq!([4, 5, 30].map(|marks| desk(1_000).every(marks)), [1, 2, 7]);
    }

    proptest! {
        #[test]
        fn each_lane_has_its_own_place_and_a_point_leads_back_to_it(
            total in 0..12_000_usize,
            page in 0..6_usize,
            width in 240..2_400_i32,
            ratio in prop::sample::select(vec![100, 110, 125, 150, 175, 200, 300]),
            point in (0..4_000_i32, 0..4_000_i32),
        ) {
            let room = Room { width, ratio };
            let layout = Layout::new(total, page, room);
            prop_assert!(layout.lane >= 1 && layout.plot >= 1);
            for place in [0, layout.lanes / 3, layout.lanes / 2, layout.lanes.saturating_sub(1)] {
                if place >= layout.lanes {
                    continue;
                }
                let (column, top) = layout.origin(place);
                for x in [0, layout.plot / 2, layout.plot - 1] {
                    for y in [top, top + layout.lane - 1] {
                        let spot = layout.spot(layout.left(column) + x, y);
                        prop_assert_eq!(spot, Some(Spot { place, column, x }));
                    }
                }
                // All of it is in the picture.
                prop_assert!(layout.left(column) + layout.plot + layout.notes <= layout.width);
                prop_assert!(top + layout.lane <= layout.height);
            }
            if let Some(spot) = layout.spot(point.0, point.1) {
                let (column, top) = layout.origin(spot.place);
                prop_assert_eq!(column, spot.column);
                prop_assert_eq!(layout.left(column) + spot.x, point.0);
                prop_assert!((top..top + layout.lane).contains(&point.1));
            }
        }

        #[test]
        fn the_pages_hold_every_lane_once(total in 0..20_000_usize, width in 240..2_400_i32) {
            let room = Room { width, ratio: 100 };
            let pages = total.div_ceil(room.page());
            let mut next = 0;
            for page in 0..pages {
                let layout = Layout::new(total, page, room);
                prop_assert_eq!(layout.first, next);
                prop_assert!(layout.lanes > 0);
                next += layout.lanes;
            }
            prop_assert_eq!(next, total);
        }
    }
}
