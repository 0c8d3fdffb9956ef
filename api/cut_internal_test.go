package api

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"shiheng.internal/api/route"
)

// TestAnswerCutShort: an answer that went wrong on its way does not look like a
// whole one, and is told of once; who went away is not.
func TestAnswerCutShort(t *testing.T) {
	for name, tt := range map[string]struct {
		end  func()
		told bool
	}{
		"a list that cannot be read on": {func() { route.Cut(errors.New("rows are gone")) }, true},
		"the server's own":              {func() { panic(http.ErrAbortHandler) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			var log strings.Builder
			d := &Door{log: slog.New(slog.NewTextHandler(&log, nil))}
			s := httptest.NewServer(d.dress(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, strings.Repeat("名称,地址\r\n", 1000))
				tt.end()
			})))
			resp, err := s.Client().Get(s.URL)
			if err == nil {
				_, err = io.ReadAll(resp.Body)
				err = errors.Join(err, resp.Body.Close())
			}
			s.Close()
			if err == nil {
				t.Error("the client took the part for the whole")
			}
			if told := strings.Contains(log.String(), "rows are gone"); told != tt.told {
				t.Errorf("log: %s", log.String())
			}
		})
	}
}
