// Package plans is the area of the API for what comes before a video system is
// built: building plans, places that must have a system and who must build it,
// construction projects, certificates, the joint conference. It decides
// nothing: civic/works/plan holds the rules, civic/access says who may ask.
package plans
