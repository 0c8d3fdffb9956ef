package second

import (
	"slices"
	"time"

	"shiheng.internal/civic/law"
)

// An Answer is how a bucket took an attempt.
type Answer string

// The answers.
const (
	Refused Answer = "refused"
	Done    Answer = "done"
	Untried Answer = "untried"
)

// A Trial is one attempt on a bucket, and what must become of it.
type Trial struct {
	Name string
	Want Answer
	Text law.Text
	// Optional: there may be nothing to try it on.
	Optional bool
}

// Trials are what a probe tries, in order. A bucket keeps second copies when
// each ends as it must.
//
//house:long a flat table
func Trials() []Trial {
	return []Trial{
		{"lock", Done, law.Text{Zh: "写入对象并加锁（合规模式、法律保留），读回锁定状态", En: "store an object under a lock (compliance mode, legal hold) and read the lock back"}, false},
		{"prolong", Done, law.Text{Zh: "延长锁定期限", En: "prolong the lock"}, false},
		{"delete-version", Refused, law.Text{Zh: "按版本号删除被锁定的对象", En: "delete the locked version"}, false},
		{"delete-bypass", Refused, law.Text{Zh: "附加“绕过治理”请求头删除被锁定的对象", En: "delete the locked version with the header that bypasses governance"}, false},
		{"overwrite", Refused, law.Text{Zh: "同名覆盖并删除，使原版本不能读取", En: "overwrite it and delete it by name, so that the first version cannot be read"}, false},
		{"shorten", Refused, law.Text{Zh: "缩短锁定期限", En: "shorten the lock"}, false},
		{"downgrade", Refused, law.Text{Zh: "合规模式降为治理模式", En: "turn compliance mode into governance mode"}, false},
		{"delete-held", Refused, law.Text{Zh: "删除仅有法律保留的对象", En: "delete an object that only a legal hold keeps"}, false},
		{"lift-unsigned", Refused, law.Text{Zh: "未经授权解除法律保留", En: "lift the legal hold without a right to"}, false},
		{"suspend-versioning", Refused, law.Text{Zh: "暂停存储桶的版本管理", En: "suspend the versions of the bucket"}, false},
		{"delete-bucket", Refused, law.Text{Zh: "删除存储桶", En: "delete the bucket"}, false},
		{"clear-default", Refused, law.Text{Zh: "取消存储桶的默认锁定规则", En: "clear the default lock of the bucket"}, true},
		{"intact", Done, law.Text{Zh: "以上尝试之后，对象及其锁定均未变动", En: "after all that the object and its lock are as they were"}, false},
		{"release", Done, law.Text{Zh: "凭授权解除法律保留", En: "lift the legal hold with the right to"}, false},
	}
}

// An Attempt is one trial as it went.
type Attempt struct {
	Name   string `json:"name"`
	Answer Answer `json:"answer" enum:"refused,done,untried"`
	Said   string `json:"said,omitempty" doc:"What the bucket answered"`
}

// A Probe is one probing of a bucket.
type Probe struct {
	At       time.Time `json:"at"`
	Bucket   string    `json:"bucket" doc:"Address and bucket"`
	By       string    `json:"by"`
	Attempts []Attempt `json:"attempts" nullable:"false"`
}

// Broken lists the trials that did not end as they must. One that was not tried
// is among them, unless there may be nothing to try it on.
func (p Probe) Broken() (out []Trial) {
	for _, t := range Trials() {
		i := slices.IndexFunc(p.Attempts, func(a Attempt) bool { return a.Name == t.Name })
		switch {
		case i < 0, p.Attempts[i].Answer == Untried:
			if !t.Optional || i < 0 {
				out = append(out, t)
			}
		case p.Attempts[i].Answer != t.Want:
			out = append(out, t)
		}
	}
	return out
}

// Passed reports whether the bucket may be called compliant.
func (p Probe) Passed() bool { return !p.At.IsZero() && len(p.Broken()) == 0 }

// Serves reports whether second copies may go into a bucket now: it passed a
// probe not older than so many days.
func (p Probe) Serves(bucket string, days int, now time.Time) bool {
	return p.Passed() && p.Bucket == bucket && now.Before(p.At.Add(time.Duration(days)*24*time.Hour))
}
