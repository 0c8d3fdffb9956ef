// Package law holds the rules as data and answers questions about them: which
// room uses are forbidden, how long footage is kept, what an article says.
//
// Numbers of the law stand in the YAML packs under packs/ and nowhere else
// (design, invariant 9). A pack is a source (an order, a regulation, a law, or
// the house's own rules) with its rank and the day it took effect; an article
// may carry its own validity, and is superseded, never edited, so that an old
// case keeps the text it was decided under. A pack may only tighten: floors
// combine by maximum, forbidden uses by union, and a looser one is refused
// when it is loaded.
//
// Everything here is a pure function of a loaded [Law] and the values given;
// a Law never changes and is safe for concurrent use. Days of the law are days
// in Shanghai ([Day]).
package law
