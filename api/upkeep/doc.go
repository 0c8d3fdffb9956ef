// Package upkeep is the area of the API for what a system in use owes to those
// around it and to the rules of today: signs, obstructions, upgrades, the
// consent of neighbours, sound, secrecy. It decides nothing: civic/works/upkeep
// holds the rules, civic/access says who may ask.
package upkeep
