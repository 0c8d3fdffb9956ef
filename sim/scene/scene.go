package scene

import (
	"fmt"
	"time"

	"shiheng.internal"
)

// A Place is what a practice camera looks at.
type Place string

// The places that can be drawn.
const (
	Street  Place = "street"
	Gate    Place = "gate"
	Lobby   Place = "lobby"
	CarPark Place = "carpark"
)

// Places lists all places, for taking turns.
func Places() []Place { return []Place{Street, Gate, Lobby, CarPark} }

// Config says which picture is drawn.
type Config struct {
	Place         Place
	Camera        uint8  // goes into the strip
	Label         string // shown at the upper right; capital letters, digits, '#', '-'
	Width, Height int    // in pixels, even, at least 192 by 108
}

// A View is where the camera looks.
type View struct {
	Pan, Tilt float64 // from -1 (left, up) to 1 (right, down)
	Zoom      float64 // from 1 to 4; 0 counts as 1
}

// A Scene draws pictures. Not safe for concurrent use; its memory is one
// background of four times the picture.
type Scene struct {
	cfg    Config
	ground canvas // the whole place, four pictures large
	unit   float64
	zone   *time.Location
}

// The place is 1280 by 720 units large and the picture shows 640 by 360 of it
// at zoom 1.
const (
	placeWide = 1280
	placeHigh = 720
	viewWide  = 640
	viewHigh  = 360
)

// New checks c, and paints what does not move.
func New(c Config) (*Scene, error) {
	if c.Width < 192 || c.Height < 108 || c.Width%2 != 0 || c.Height%2 != 0 {
		return nil, shiheng.Invalid("scene.size", "width", fmt.Sprint(c.Width), "height", fmt.Sprint(c.Height))
	}
	if _, ok := painters[c.Place]; !ok {
		return nil, shiheng.Invalid("scene.place", "place", string(c.Place))
	}
	// Pictures that are not 16:9 show less of one direction.
	unit := max(float64(c.Width)/viewWide, float64(c.Height)/viewHigh)
	w, h := even(placeWide*unit), even(placeHigh*unit)
	s := &Scene{cfg: c, unit: unit, ground: over(make([]byte, w*h*3/2), w, h), zone: beijing()}
	s.ground.scale = unit
	painters[c.Place].still(&s.ground)
	return s, nil
}

// beijing is the civil time of the whole country, which has had no summer
// time since 1991.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

func even(v float64) int { return (int(v) + 1) &^ 1 }

// Draw paints one picture into buf, Width*Height*3/2 bytes of planar YUV
// 4:2:0: the place as the view shows it at now, clock, counter and strip.
func (s *Scene) Draw(buf []byte, v View, counter uint32, now time.Time) {
	c := over(buf, s.cfg.Width, s.cfg.Height)
	s.aim(&c, v)
	s.ground.window(&c)
	painters[s.cfg.Place].moving(&c, float64(now.UnixMilli()%86_400_000)/1000)
	s.caption(&c, v, counter, now)
	s.strip(&c, Mark{Camera: s.cfg.Camera, Counter: counter, Time: now})
}

// aim points the canvas at the part of the place the view shows.
func (s *Scene) aim(c *canvas, v View) {
	zoom := min(max(v.Zoom, 1), 4)
	c.scale = s.unit * zoom
	w, h := float64(c.w)/c.scale, float64(c.h)/c.scale
	c.left = (placeWide - w) / 2 * (1 + min(max(v.Pan, -1), 1))
	c.top = (placeHigh - h) / 2 * (1 + min(max(v.Tilt, -1), 1))
	if zoom == 1 { // whole chroma pixels, so that a row is one copy
		c.left = float64(int(c.left*c.scale)&^1) / c.scale
		c.top = float64(int(c.top*c.scale)&^1) / c.scale
	}
}

func (s *Scene) caption(c *canvas, v View, counter uint32, now time.Time) {
	dot := max(1, c.h/90)
	white := rgb(240, 240, 240)
	c.text(2*dot, 2*dot, dot, now.In(s.zone).Format("15:04:05.000"), white)
	small := max(1, dot/2)
	c.text(2*dot, (3+glyphHigh)*dot, small, fmt.Sprintf("#%07d", counter), rgb(250, 220, 120))
	label := s.cfg.Label
	if label != "" {
		c.text(c.w-2*dot-(len(label)*glyphWide+1)*small, 2*dot, small, label, white)
	}
	if v.Pan != 0 || v.Tilt != 0 || v.Zoom > 1 {
		aim := fmt.Sprintf("P%+03d T%+03d Z%03d", int(v.Pan*100), int(v.Tilt*100), int(max(v.Zoom, 1)*100))
		c.text(c.w-2*dot-(len(aim)*glyphWide+1)*small, (3+glyphHigh)*dot, small, aim, rgb(150, 230, 150))
	}
}

// strip paints the cells the package comment describes.
func (s *Scene) strip(c *canvas, m Mark) {
	bits := m.strip()
	top := (bands - rows) * c.h / bands
	c.fill(0, top, c.w, c.h, colour{dark, 128, 128})
	for i := range stripBits {
		if !bits.bit(i) {
			continue
		}
		row, col := i/columns, i%columns
		c.fill(col*c.w/columns, (bands-rows+row)*c.h/bands, (col+1)*c.w/columns, (bands-rows+row+1)*c.h/bands, colour{bright, 128, 128})
	}
}
