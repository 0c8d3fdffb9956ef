package deliver

// alawTable gives the linear sample of every A-law byte (ITU-T G.711).
func alawTable() *[256]int16 {
	var t [256]int16
	for i := range t {
		a := byte(i) ^ 0x55
		v := int16(a&0x0f)<<4 + 8
		if exponent := a >> 4 & 7; exponent > 0 {
			v = (v + 0x100) << (exponent - 1)
		}
		if a&0x80 == 0 {
			v = -v
		}
		t[i] = v
	}
	return &t
}

// ulawTable gives the linear sample of every µ-law byte (ITU-T G.711).
func ulawTable() *[256]int16 {
	var t [256]int16
	for i := range t {
		u := ^byte(i)
		v := (int16(u&0x0f)<<3+0x84)<<(u>>4&7) - 0x84
		if u&0x80 != 0 {
			v = -v
		}
		t[i] = v
	}
	return &t
}
