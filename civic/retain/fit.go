package retain

import "time"

// A Demand is a camera whose footage must find room for as long as its floor.
type Demand struct {
	BitsPerSecond float64
	Share         float64 // of the day that is recorded, 1 for all of it
	Days          int     // the floor, in law-days
}

// A Sum is what the footage of some cameras asks for, against what there is.
type Sum struct {
	Need int64 // bytes to the floor, with a fifth more (Margin)
	Have int64 // bytes of the disks, less what stays free (Spare)
}

// Fits reports whether the need fits.
func (s Sum) Fits() bool { return s.Need <= s.Have }

// Reckon adds up what so many cameras need to be kept to their floors
// (W168/28), and what disks of that capacity have. A law-day is a day of the
// store: 24 hours in real ones.
func Reckon(capacity int64, lawDay time.Duration, cameras []Demand) Sum {
	bits := 0.0
	for _, d := range cameras {
		bits += d.BitsPerSecond * d.Share * float64(d.Days) * lawDay.Seconds()
	}
	return Sum{Need: int64(bits / 8 * Margin / 100), Have: capacity / 100 * (100 - Spare)}
}
