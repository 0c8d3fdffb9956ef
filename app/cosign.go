package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	ledgers "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
)

// logWitnesses is the setting of who cosigns the log.
const logWitnesses = "log.witnesses"

func logKnobs() []knob {
	return []knob{{
		key: logWitnesses, otherwise: `[]`, check: witnessLines,
		zh: "防篡改日志的见证方：每项为公钥，见证方可以联网的后加空格和地址，如 [\"procuratorate.wuxi.example+…+… http://192.0.2.10:8099\"]；没有地址的，以文件或者二维码办理",
		en: "Witnesses of the log: the public key of each, and after a space its address where it can be reached, such as [\"procuratorate.wuxi.example+…+… http://192.0.2.10:8099\"]; one without is asked by file or QR code",
	}}
}

// mostWitnesses bounds the list: each is asked twice a minute.
const mostWitnesses = 8

func witnessLines(v json.RawMessage) error {
	_, err := witnessesOf(v)
	return err
}

func witnessesOf(v json.RawMessage) ([]ledger.WitnessAt, error) {
	var lines []string
	if err := json.Unmarshal(v, &lines); err != nil || len(lines) > mostWitnesses {
		return nil, shiheng.Invalid("witness.setting").From(err)
	}
	seen := map[string]bool{}
	var out []ledger.WitnessAt
	for _, line := range lines {
		w, err := ledger.ParseWitness(line)
		if err != nil {
			return nil, err
		}
		if seen[w.Name()] {
			return nil, shiheng.Invalid("witness.setting-twice", "witness", w.Name())
		}
		seen[w.Name()] = true
		out = append(out, w)
	}
	return out, nil
}

// openCosigning makes what has the log cosigned.
func (h *House) openCosigning() {
	settings := rows.NewSettings(h.db)
	h.cosigning = ledgers.NewCosigning(ledgers.CosignConfig{
		Acts: h.acts, Ask: askWitness, Now: time.Now, Log: h.log,
		Witnesses: func(ctx context.Context) ([]ledger.WitnessAt, error) {
			got, err := settings.Get(ctx, logWitnesses)
			if errors.Is(err, shiheng.ErrNotFound) {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			return witnessesOf(got.Value)
		},
	})
}

// watch adds what is wrong with the witnessing of the log.
func (h *House) watch(ctx context.Context, add func(bool, condition)) {
	w, err := h.cosigning.Watching(ctx)
	if err != nil {
		add(true, condition{code: "log.unwitnessed", after: time.Minute, record: true, params: map[string]string{"error": err.Error()}})
		return
	}
	add(w.Late, condition{code: "log.unwitnessed", record: true, params: map[string]string{"since": w.Since.UTC().Format(time.RFC3339)}})
	add(w.Unadmitted != "", condition{code: "log.epoch-unadmitted", record: true, params: map[string]string{"witness": w.Unadmitted, "old": w.Old, "new": w.Origin}})
	add(w.Ahead != "", condition{code: "log.behind-witness", record: true, params: map[string]string{"witness": w.Ahead}})
}

// witnessPatience bounds one exchange with a witness.
const witnessPatience = 10 * time.Second

// askWitness speaks C2SP tlog-witness: POST /add-checkpoint. It follows no
// redirect: a witness is where the settings say.
func askWitness(ctx context.Context, url string, r ledger.Request) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, witnessPatience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/add-checkpoint", bytes.NewReader(r.Text()))
	if err != nil {
		return nil, shiheng.Unavailable("witness.unreached").From(err)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return nil, shiheng.Unavailable("witness.unreached").From(err)
	}
	defer func() { _ = resp.Body.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(resp.Body, ledger.MostRequest))
	if err != nil {
		return nil, shiheng.Unavailable("witness.unreached").From(err)
	}
	switch resp.StatusCode {
	case http.StatusOK:
		return b, nil
	case http.StatusConflict:
		return nil, shiheng.Conflict("witness.size", "size", strings.TrimSpace(string(b)))
	case http.StatusNotFound:
		return nil, shiheng.NotFound("witness.log", "witness", url)
	case http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusBadRequest:
		return nil, shiheng.Conflict("witness.refused", "status", fmt.Sprint(resp.StatusCode))
	}
	return nil, shiheng.Unavailable("witness.unreached", "status", fmt.Sprint(resp.StatusCode))
}
