package route

import (
	"context"
	"net/http"
)

// The cookie by which a browser is known as a workstation of the house. It
// belongs to the browser and to no session; behind TLS the browser is told to
// accept it from this very host only.
const (
	stationName    = "shiheng_workstation"
	stationSecured = "__Host-shiheng_workstation"
	stationLasts   = 365 * 24 * 3600 // seconds
)

type stationKey struct{}

// shown is what a request tells of its workstation, and how it came.
type shown struct {
	token  string
	secure bool
}

func (s shown) name() string {
	if s.secure {
		return stationSecured
	}
	return stationName
}

// WithStation puts what a browser shows of its workstation where [Station]
// finds it. Secure says whether the door stands behind TLS.
func WithStation(r *http.Request, secure bool) context.Context {
	s := shown{secure: secure}
	if c, err := r.Cookie(s.name()); err == nil {
		s.token = c.Value
	}
	return context.WithValue(r.Context(), stationKey{}, s)
}

// Station is the secret of the workstation a request came from, empty when the
// browser is none.
func Station(ctx context.Context) string {
	s, _ := ctx.Value(stationKey{}).(shown)
	return s.token
}

// StationCookie makes the Set-Cookie text that binds the browser a request
// came from.
func StationCookie(ctx context.Context, token string) string {
	s, _ := ctx.Value(stationKey{}).(shown)
	c := &http.Cookie{
		Name: s.name(), Value: token, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode, MaxAge: stationLasts,
	}
	return c.String()
}
