// Package party knows the parties: the organisations that own, use, build,
// run, maintain and supervise video systems, and the people who work for them.
//
// What an organisation is for (its functions), how high it stands (its level),
// where it acts (its division) and which trade it answers for are four facts
// kept apart. None of them is a category of persons, and none recommends a
// maker, seller or contractor (W168/8, 12).
//
// Identity numbers of people are sealed by [Sealer] before they reach a
// [Store]. Lists, events and logs hold a masked form only.
package party
