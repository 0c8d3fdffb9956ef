package archive

import "strings"

// sounding lists words in a camera's name or address that sound like a room no
// camera may look at (W168/9, R799/8), with the coded use they sound like.
func sounding() [][2]string {
	return [][2]string{
		{"客房", "hotel-guest-room"}, {"宿舍", "dormitory-room"}, {"寝室", "dormitory-room"},
		{"浴室", "public-bath"}, {"澡堂", "public-bath"}, {"淋浴", "public-bath"}, {"汗蒸", "public-bath"},
		{"更衣", "changing-room"}, {"换衣", "changing-room"}, {"卫生间", "toilet"}, {"洗手间", "toilet"}, {"厕所", "toilet"},
		{"公厕", "toilet"}, {"盥洗室", "toilet"}, {"包间", "restaurant-private-room"}, {"包厢", "restaurant-private-room"},
		{"休息室", "staff-rest-room"}, {"哺乳", "nursing-room"}, {"母婴室", "nursing-room"}, {"试衣", "fitting-room"},
	}
}

// beside are words that, right after such a room, name a lawful neighbour of
// it: its doorway, corridor, lobby.
func beside() []string {
	return []string{
		"门口", "门外", "外", "走廊", "过道", "通道", "楼道", "楼梯", "大厅", "前厅", "门厅", "大堂", "电梯", "出入口", "入口", "出口",
		"楼", "区", "院", "路", "大门", "东门", "西门", "南门", "北门", "围墙", "广场", "前", "旁", "北", "南", "东", "西", "侧",
	}
}

// Sounds reports whether a camera's name sounds like a room no camera may look
// at. It decides nothing: such a camera needs a privacy review on record, and
// the room use still goes through gate L1.
func Sounds(name string) (word, use string, suspicious bool) {
	for _, s := range sounding() {
		at := strings.LastIndex(name, s[0])
		if at < 0 {
			continue
		}
		rest := strings.TrimPrefix(name[at+len(s[0]):], "室")
		lawful := false
		for _, b := range beside() {
			lawful = lawful || strings.HasPrefix(rest, b)
		}
		if !lawful {
			return s[0], s[1], true
		}
	}
	return "", "", false
}
