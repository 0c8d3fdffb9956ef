package registry

// A Grade is how secret a system is, as whoever determines secrets grades it
// (保守国家秘密法); zero for one that is not. What is graded opens to those who
// are cleared for as much or more (W168/29/2).
type Grade int

// The grades, the lowest first. A mark that grades nothing asks for the lowest.
const (
	Unmarked     Grade = iota
	Secret             // 秘密
	Confidential       // 机密
	TopSecret          // 绝密
)

// gradeNames are the grades as records and the API write them.
func gradeNames() []string { return []string{"open", "secret", "confidential", "top-secret"} }

// String implements [fmt.Stringer]: the grade as it is written.
func (g Grade) String() string { return gradeNames()[max(Unmarked, min(g, TopSecret))] }

// ParseGrade reads what String wrote; ok is false for anything else.
func ParseGrade(s string) (g Grade, ok bool) {
	for i, name := range gradeNames() {
		if name == s {
			return Grade(i), true
		}
	}
	return Unmarked, false
}
