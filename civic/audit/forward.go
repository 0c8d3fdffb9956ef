package audit

// The acts of forwarding live pictures 转发, on the forwarding they are about.
const (
	ForwardMake Act = "forward.make" // pictures were handed on to a named account
	ForwardOpen Act = "forward.open" // the recipient opened them
	ForwardEnd  Act = "forward.end"  // taken back before its time
)
