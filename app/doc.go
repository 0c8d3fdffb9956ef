// Package app puts the house together: it reads the settings, opens the
// stores, hands each room the parts it needs in plain sight, runs them all and
// ends them in order. It decides nothing itself: rules are in civic, frames in
// video, keeping in store, words in api.
package app
