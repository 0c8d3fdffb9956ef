// Package agenda tells what is owed, by when, and whether it was done: for
// each video system, place and organisation every duty of the law with its
// state and the record that meets it; what is due for whom; notices of days
// that come near; and the indicators by which the whole is judged.
//
// It decides nothing about those duties. [Assess] is pure: what the law asks
// (civic/law), what is on record ([Known]) and the day go in, obligations come
// out. What is on record is read through [Sources], which the rooms' rows
// implement; a duty of which no room keeps the evidence yet is shown as such
// and may be met by a dated proof that a person records.
//
// Obligations are rows that can be made again at any time. The record of acts
// tells which subjects changed ([Keeper]); the day on which a state turns by
// itself is part of the obligation, so that a new day looks only at what
// turns on it. Notices and deliveries to a webhook have keys: twice is once.
package agenda
