// Package rig starts the programs that are measured and reads what the kernel
// charges them: [Platform] is the shipped binary on an empty real store with an
// administrator signed in, [Child] any process of ours. It belongs to the
// measuring programs beside it and to nothing else.
package rig
