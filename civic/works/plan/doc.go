// Package plan keeps what comes before a video system is built: the building
// plans of the city and its districts (W168/7), who must build (W168/10),
// construction projects whose system keeps step with the main works (W168/13),
// the certificates of contractors and products (W168/12), and the joint
// conference (W168/4).
//
// Each kind of record has its rules as pure functions beside it and one
// register behind it; a record and its event are written together. Whether
// the actor may ask was decided before, by civic/access. The room knows no
// makers' marks: it records which certificates there are and until when, never
// who should be bought from (W168/12/2). A system's own life, its acceptance
// and its filing belong to civic/works.
package plan
