package app

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"shiheng.internal"
	secondapi "shiheng.internal/api/second"
	"shiheng.internal/civic/evidence/second"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/worm"
)

// Settings of the bucket for second copies of held footage.
const (
	secondEndpoint = "second-copy.endpoint"
	secondBucket   = "second-copy.bucket"
	secondRegion   = "second-copy.region"
	secondAccess   = "second-copy.access-key"
	secondSecret   = "second-copy.secret-key"
	secondDays     = "second-copy.probe-days"
	secondHours    = "second-copy.late-hours"
	secondRate     = "second-copy.megabytes-per-second"
)

func secondKnobs() []knob {
	return []knob{{
		key: secondEndpoint, otherwise: `""`, check: bucketAddress,
		zh: "第二份拷贝的对象存储（S3，须支持对象锁定）地址，如 https://s3.example.cn:9000；留空则保全录像不做第二份拷贝",
		en: "Address of the object store (S3 with Object Lock) for second copies of held footage, such as https://s3.example.cn:9000; empty: none are made",
	}, {
		key: secondBucket, otherwise: `""`, check: bucketName,
		zh: "第二份拷贝的存储桶名称；建立时须启用对象锁定，检验合格后方才使用。更换后原有拷贝留在原存储桶",
		en: "Bucket for second copies, made with Object Lock and used after it passed a probe. After a change earlier copies stay where they are",
	}, {
		key: secondRegion, otherwise: `"us-east-1"`, check: bucketWord,
		zh: "存储桶所在区域，自建存储一般不用改", en: "Region of the bucket; stores of one's own mostly leave it as it is",
	}, {
		key: secondAccess, otherwise: `""`, check: bucketKey,
		zh: "存储桶的访问密钥", en: "Access key of the bucket",
	}, {
		key: secondSecret, otherwise: `""`, check: bucketKey, secret: true,
		zh: "存储桶的私有密钥（加密保存，不再显示）", en: "Secret key of the bucket (kept sealed, never shown again)",
	}, {
		key: secondDays, otherwise: `30`, check: within(1, 366),
		zh: "存储桶检验结论的有效天数；到期未再检验合格的，不再写入",
		en: "Days for which a passed probe of the bucket counts; after that nothing goes into it before another one",
	}, {
		key: secondHours, otherwise: `24`, check: within(1, 720),
		zh: "保全录像超过多少小时没有第二份拷贝即告警", en: "Hours after which held footage without a second copy is an incident",
	}, {
		key: secondRate, otherwise: `8`, check: within(1, 1000),
		zh: "写入和核验第二份拷贝的最高速率（MB/秒）", en: "Most megabytes a second for making and reading second copies",
	}}
}

// bucketAddress takes a JSON string: nothing, or the address of an S3 server.
// Keys travel signed, footage does not travel in the clear: plain HTTP is for
// this machine.
func bucketAddress(v json.RawMessage) error {
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return shiheng.Invalid("second.endpoint").From(err)
	}
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Path != "" && u.Path != "/" || len(s) > 200 ||
		u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return shiheng.Invalid("second.endpoint").From(err)
	}
	return nil
}

// textOf takes a JSON string that is empty or of a form.
func textOf(code string, form *regexp.Regexp) func(json.RawMessage) error {
	return func(v json.RawMessage) error {
		var s string
		if err := json.Unmarshal(v, &s); err != nil || s != "" && !form.MatchString(s) {
			return shiheng.Invalid(code).From(err)
		}
		return nil
	}
}

func bucketName(v json.RawMessage) error {
	return textOf("second.bucket-name", regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`))(v)
}

func bucketWord(v json.RawMessage) error {
	return textOf("second.settings", regexp.MustCompile(`^[a-zA-Z0-9-]{1,40}$`))(v)
}

func bucketKey(v json.RawMessage) error {
	return textOf("second.settings", regexp.MustCompile(`^[!-~]{1,200}$`))(v)
}

// openSecond opens the room of second copies, behind the footage store.
func (h *House) openSecond(context.Context) (err error) {
	h.second, err = second.New(second.Config{
		Store: rows.NewSecond(h.db), Holds: rows.NewHolds(h.db), Footage: shelf{h.slots}, Bucket: h.bucket, Logged: h.logged,
		LawDay: h.slots.LawDay(), Now: time.Now, Log: h.log,
	})
	return err
}

// secondDesk is the area of the API in front of it.
func (h *House) secondDesk() *secondapi.Desk {
	return secondapi.New(secondapi.Config{Second: h.second, Holds: h.evidence})
}

// bucket opens the bucket of the settings; nil when none is set.
func (h *House) bucket(ctx context.Context) (second.Vault, second.Terms, error) {
	settings := rows.NewSettings(h.db)
	var c worm.Config
	t, rate, sealed := second.Terms{ProbeDays: 30, LateHours: 24}, int64(8), ""
	for _, one := range []struct {
		key string
		to  any
	}{
		{secondEndpoint, &c.Endpoint}, {secondBucket, &c.Bucket}, {secondRegion, &c.Region}, {secondAccess, &c.AccessKey}, {secondSecret, &sealed},
		{secondDays, &t.ProbeDays}, {secondHours, &t.LateHours}, {secondRate, &rate},
	} {
		got, err := settings.Get(ctx, one.key)
		if errors.Is(err, shiheng.ErrNotFound) {
			continue // the default stands
		}
		if err == nil {
			err = json.Unmarshal(got.Value, one.to)
		}
		if err != nil {
			return nil, t, err
		}
	}
	if c.Endpoint == "" || c.Bucket == "" {
		return nil, t, nil
	}
	if sealed != "" {
		raw, err := base64.StdEncoding.DecodeString(sealed)
		if err != nil {
			return nil, t, err
		}
		plain, err := h.sealer.Open(raw, sealedSetting(secondSecret))
		if err != nil {
			return nil, t, err
		}
		c.SecretKey = string(plain)
	}
	t.Rate = rate << 20
	b, err := worm.Open(c, time.Now)
	if err != nil {
		return nil, t, err
	}
	return b, t, nil
}

// shelf is the footage store as second copies are made from it. It implements
// [second.Footage].
type shelf struct{ slots *slots.Store }

// Sealed implements second.Footage.
func (s shelf) Sealed(_ context.Context, camera shiheng.CameraID, span shiheng.Span) ([]second.Slot, int, error) {
	got, open := s.slots.Sealed(camera, span)
	out := make([]second.Slot, len(got))
	for i, one := range got {
		out[i] = second.Slot{
			Volume: one.Volume, Number: one.Number, Use: one.Use, Camera: one.Camera, From: one.Span.From, To: one.Span.To, Size: one.Size, Root: hex.EncodeToString(one.Root[:]),
		}
	}
	return out, open, nil
}

// Read implements second.Footage. A slot is read whole before any of it leaves.
func (s shelf) Read(_ context.Context, want second.Slot) (io.ReadSeeker, error) {
	r, err := s.slots.Raw(slots.SlotAt{Volume: want.Volume, Number: want.Number}, want.Use)
	if err != nil {
		return nil, err
	}
	return r, sameSlot(r, want)
}

// sameSlot reads the bytes of a slot and holds them against what it should be.
func sameSlot(r io.ReaderAt, want second.Slot) error {
	got, err := slots.VerifySlot(r, want.Size)
	if err != nil {
		return err
	}
	if got.Volume != want.Volume || got.Number != want.Number || got.Use != want.Use || got.Camera != want.Camera || hex.EncodeToString(got.Root[:]) != want.Root {
		return shiheng.Invalid("second.differs", "slot", want.Key())
	}
	return nil
}

// secondDownAfter is how long a bucket may be without an answer.
const secondDownAfter = 10 * time.Minute

// secondConditions are the incidents of second copies.
func (h *House) secondConditions(add func(bool, condition)) {
	st := h.second.Standing()
	if st.Bucket == "" {
		return
	}
	where := map[string]string{"bucket": st.Bucket}
	add(st.Late > 0, condition{code: "second.late", record: true, params: map[string]string{
		"bucket": st.Bucket, "slots": strconv.Itoa(st.Late), "hours": strconv.Itoa(st.LateHours), "failed": st.First,
	}})
	add(st.Down != nil, condition{code: "second.down", after: secondDownAfter, record: true, params: where})
	add(st.Down == nil && !st.Serves, condition{code: "second.unproven", record: true, params: where})
}
