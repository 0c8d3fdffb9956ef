// Package personal is the rights desk 个人权利受理: what a person whose image a
// system took may ask for (PIPL/45 to 50, R799/21), by themselves or by an
// agent: to look at it, to have a copy with everybody else masked, a correction,
// a deletion, or to complain.
//
// An application is received with a receipt, decided within the time limit of
// the law pack, and refused only on a ground that has an article, with reasons,
// on a note that names the way to a court. It opens no footage and makes no
// file: a look takes place at the counter for related persons, and a copy that
// was allowed waits to be masked. There is no way from here to an unmasked one.
package personal
