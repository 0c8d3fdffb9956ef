package slots

// A PlaceState is one disk of the store as people see it.
type PlaceState struct {
	Name     string
	Capacity int64 // bytes footage may take
	Used     int64 // bytes of slots that hold footage
	// State is "good", "full", "quarantined" (nothing is written any more) or
	// "missing" (no volume of it could be opened).
	State  string
	Direct bool // written past the page cache
}

// Places lists the disks of the store.
func (s *Store) Places() []PlaceState {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]PlaceState, 0, len(s.places))
	for _, p := range s.places {
		st := PlaceState{Name: p.disk.Name(), Capacity: p.capacity, State: "good"}
		volumes, bad, spare := 0, 0, 0
		for _, v := range s.volumes {
			if v.place != p {
				continue
			}
			volumes++
			st.Used += int64(len(v.slots)) * v.slotSize
			spare += v.spare()
			st.Direct = st.Direct || v.file.Direct()
			if v.bad != nil {
				bad++
			}
		}
		switch {
		case volumes == 0 && len(s.missing) > 0:
			st.State = "missing"
		case bad > 0:
			st.State = "quarantined"
		case volumes > 0 && spare == 0:
			st.State = "full"
		}
		out = append(out, st)
	}
	return out
}
