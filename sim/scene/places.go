package scene

import "math"

// A painter knows one place: what stands still, painted once, and what moves,
// painted at second t of the day.
type painter struct {
	still  func(*canvas)
	moving func(*canvas, float64)
}

// painters is read only.
var painters = map[Place]painter{
	Street:  {streetStill, streetMoving},
	Gate:    {gateStill, gateMoving},
	Lobby:   {lobbyStill, lobbyMoving},
	CarPark: {carParkStill, carParkMoving},
}

// along runs from 0 to 1 in so many seconds and begins again.
func along(t, seconds, offset float64) float64 {
	return math.Mod(t/seconds+offset, 1)
}

// swing runs from 0 to 1 and back in so many seconds.
func swing(t, seconds float64) float64 { return (1 - math.Cos(2*math.Pi*t/seconds)) / 2 }

// gradient paints bands from one grey-ish tone to another, top to bottom.
func gradient(c *canvas, y, h float64, from, to [3]int) {
	const bandHigh = 8
	for at := 0.0; at < h; at += bandHigh {
		mix := func(i int) int { return from[i] + int(float64(to[i]-from[i])*at/h) }
		c.rect(0, y+at, placeWide, bandHigh+1, rgb(mix(0), mix(1), mix(2)))
	}
}

// car paints a car whose wheels stand at y, nose to the right when dir is 1.
func car(c *canvas, x, y, size, dir float64, body colour) {
	c.rect(x-40*size, y-22*size, 80*size, 18*size, body)
	c.rect(x-22*size-4*dir*size, y-38*size, 44*size, 17*size, body)
	c.rect(x-18*size-4*dir*size, y-35*size, 36*size, 13*size, rgb(150, 190, 210))
	c.rect(x-2*size-4*dir*size, y-35*size, 3*size, 13*size, body)
	for _, wheel := range []float64{-24, 24} {
		c.disc(x+wheel*size, y-5*size, 8*size, rgb(25, 25, 28))
		c.disc(x+wheel*size, y-5*size, 3*size, rgb(130, 130, 135))
	}
	c.rect(x+36*dir*size, y-19*size, 4*size, 5*size, rgb(250, 240, 180))
}

// person paints somebody walking whose feet stand at y.
func person(c *canvas, x, y, size, step float64, coat colour) {
	stride := 6 * math.Sin(step) * size
	c.slope(x, y-24*size, x+stride, y-8*size, 10*size, rgb(40, 44, 60))
	c.slope(x, y-24*size, x-stride, y-8*size, 10*size, rgb(50, 54, 72))
	c.rect(x-7*size, y-50*size, 14*size, 28*size, coat)
	c.disc(x, y-57*size, 7*size, rgb(224, 180, 150))
	c.disc(x, y-60*size, 6*size, rgb(40, 30, 28))
}

func tree(c *canvas, x, y, size float64) {
	c.rect(x-4*size, y-50*size, 8*size, 50*size, rgb(96, 70, 50))
	c.disc(x, y-70*size, 28*size, rgb(52, 110, 60))
	c.disc(x-18*size, y-56*size, 20*size, rgb(60, 124, 66))
	c.disc(x+18*size, y-56*size, 20*size, rgb(46, 100, 56))
}

func house(c *canvas, x, y, w, h float64, wall colour) {
	c.rect(x, y-h, w, h, wall)
	c.rect(x-4, y-h-8, w+8, 8, rgb(110, 70, 60))
	for wy := y - h + 14; wy < y-40; wy += 34 {
		for wx := x + 12; wx < x+w-20; wx += 30 {
			c.rect(wx, wy, 16, 20, rgb(90, 120, 145))
			c.rect(wx, wy+9, 16, 2, rgb(220, 220, 215))
		}
	}
}

func streetStill(c *canvas) {
	gradient(c, 0, 380, [3]int{130, 175, 215}, [3]int{205, 222, 232})
	walls := []colour{rgb(200, 180, 150), rgb(178, 190, 196), rgb(214, 204, 186), rgb(186, 150, 130)}
	for i := range 8 {
		house(c, float64(i*165-10), 385, 150, float64(150+(i*53)%130), walls[i%len(walls)])
	}
	c.rect(0, 380, placeWide, 40, rgb(168, 164, 158)) // pavement
	c.rect(0, 414, placeWide, 6, rgb(120, 118, 114))
	c.rect(0, 420, placeWide, 170, rgb(76, 78, 82)) // road
	for x := 0.0; x < placeWide; x += 80 {
		c.rect(x, 500, 44, 6, rgb(225, 225, 215))
	}
	for x := 560.0; x < 720; x += 24 { // crossing
		c.rect(x, 424, 13, 162, rgb(215, 215, 210))
	}
	c.rect(0, 590, placeWide, 130, rgb(160, 156, 150))
	for x := 60.0; x < placeWide; x += 210 {
		tree(c, x, 400, 0.9)
	}
}

func streetMoving(c *canvas, t float64) {
	person(c, 1240-1200*along(t, 47, 0), 408, 0.8, t*7, rgb(190, 60, 60))
	person(c, 40+1200*along(t, 53, 0.4), 412, 0.85, t*7.5, rgb(60, 90, 160))
	car(c, 1380-1480*along(t, 11, 0), 478, 1.2, -1, rgb(190, 50, 45))
	car(c, 1380-1480*along(t, 16, 0.55), 480, 1.25, -1, rgb(225, 225, 228))
	car(c, -100+1480*along(t, 13, 0.2), 566, 1.6, 1, rgb(40, 80, 150))
	car(c, -100+1480*along(t, 19, 0.7), 570, 1.65, 1, rgb(230, 180, 50))
}

func gateStill(c *canvas) {
	gradient(c, 0, 330, [3]int{150, 190, 222}, [3]int{214, 226, 230})
	for i := range 6 {
		house(c, float64(40+i*220), 335, 170, float64(120+(i*37)%90), rgb(196-i*6, 186, 170+i*4))
	}
	c.rect(0, 300, placeWide, 120, rgb(172, 120, 96)) // wall
	for y := 300.0; y < 420; y += 15 {
		c.rect(0, y, placeWide, 2, rgb(140, 98, 80))
	}
	c.rect(420, 240, 44, 190, rgb(205, 200, 190)) // posts
	c.rect(840, 240, 44, 190, rgb(205, 200, 190))
	c.rect(410, 226, 484, 26, rgb(160, 40, 40))
	c.rect(464, 252, 376, 168, rgb(196, 206, 206)) // opening
	c.rect(0, 420, placeWide, 300, rgb(112, 114, 116))
	c.rect(464, 420, 376, 300, rgb(92, 94, 98))
	c.rect(330, 320, 84, 120, rgb(230, 230, 224)) // guard house
	c.rect(340, 336, 64, 46, rgb(96, 130, 150))
	c.rect(324, 308, 96, 14, rgb(60, 80, 120))
	tree(c, 200, 470, 1.3)
	tree(c, 1060, 470, 1.3)
}

func gateMoving(c *canvas, t float64) {
	phase := along(t, 20, 0)
	open := 0.0 // of the barrier
	switch {
	case phase > 0.3 && phase < 0.4:
		open = (phase - 0.3) * 10
	case phase >= 0.4 && phase < 0.75:
		open = 1
	case phase >= 0.75 && phase < 0.85:
		open = (0.85 - phase) * 10
	}
	if phase < 0.35 {
		car(c, 1320-560*min(1, phase*4), 540, 1.5, -1, rgb(60, 110, 90))
	} else {
		car(c, 760-1000*(phase-0.35)/0.65, 540, 1.5, -1, rgb(60, 110, 90))
	}
	c.rect(840, 440, 18, 60, rgb(240, 180, 40))
	for i := range 8 {
		a, b := 842-float64(i)*46*(1-0.85*open), 842-float64(i+1)*46*(1-0.85*open)
		ya, yb := 452-float64(i)*30*open, 452-float64(i+1)*30*open
		stripe := rgb(235, 235, 235)
		if i%2 == 0 {
			stripe = rgb(200, 40, 40)
		}
		c.slope(a, ya, b, yb, 9, stripe)
	}
	person(c, 480+330*swing(t, 30), 430, 0.9, t*6, rgb(50, 60, 90))
	person(c, 120+1000*along(t, 61, 0.3), 640, 1.5, t*7, rgb(150, 90, 140))
}

func lobbyStill(c *canvas) {
	c.rect(0, 0, placeWide, 400, rgb(214, 206, 192))
	for x := 0.0; x < placeWide; x += 160 {
		c.rect(x, 0, 3, 400, rgb(190, 180, 166))
	}
	c.rect(0, 0, placeWide, 60, rgb(236, 234, 228))
	for x := 60.0; x < placeWide; x += 180 {
		c.rect(x, 24, 90, 12, rgb(250, 250, 240))
	}
	for row := range 8 { // floor tiles growing towards us
		y := 400 + float64(row*row)*5
		high := float64(row*2+1) * 5
		for col := range 40 {
			tone := 176
			if (row+col)%2 == 0 {
				tone = 156
			}
			wide := 40 + float64(row)*8
			c.rect(640+(float64(col)-20)*wide, y, wide+1, high+1, rgb(tone, tone-4, tone-12))
		}
	}
	c.rect(520, 130, 240, 270, rgb(120, 116, 112)) // lift frame
	c.rect(120, 310, 250, 90, rgb(120, 80, 52))    // desk
	c.rect(110, 300, 270, 14, rgb(150, 104, 70))
	c.rect(900, 120, 280, 170, rgb(120, 160, 190)) // window
	c.rect(1036, 120, 6, 170, rgb(230, 230, 226))
	for _, x := range []float64{430, 850, 1230} {
		c.rect(x-22, 352, 44, 48, rgb(170, 90, 60))
		tree(c, x, 360, 0.8)
	}
}

func lobbyMoving(c *canvas, t float64) {
	gap := 105 * min(1, max(0, 2*swing(t, 16)-0.5))
	c.rect(532, 144, 216, 256, rgb(48, 46, 44))
	c.rect(532, 144, 108-gap, 256, rgb(186, 190, 194))
	c.rect(640+gap, 144, 108-gap, 256, rgb(178, 182, 188))
	floor := int(along(t, 16, 0) * 9)
	c.rect(610, 108, 60, 18, rgb(20, 20, 24))
	c.rect(614+float64(floor)*6, 112, 6, 10, rgb(250, 80, 60))
	person(c, 245, 318, 1.2, 0, rgb(60, 70, 110))
	c.rect(110, 300, 270, 14, rgb(150, 104, 70))
	c.rect(120, 314, 250, 90, rgb(120, 80, 52))
	person(c, 300+700*swing(t, 26), 480, 1.7, t*7, rgb(170, 60, 70))
	person(c, 1100-900*swing(t+9, 34), 560, 2.1, t*6, rgb(60, 120, 100))
	person(c, 640+30*swing(t, 8), 420, 1.4, t*5, rgb(120, 110, 60))
}

func carParkStill(c *canvas) {
	gradient(c, 0, 200, [3]int{160, 186, 204}, [3]int{206, 214, 216})
	for x := -20.0; x < placeWide; x += 110 {
		tree(c, x+50, 214, 1.1)
	}
	c.rect(0, 200, placeWide, 520, rgb(98, 100, 104))
	for i := range 11 { // two rows of bays
		x := float64(40 + i*120)
		c.rect(x, 220, 5, 120, rgb(228, 228, 220))
		c.rect(x, 560, 5, 140, rgb(228, 228, 220))
	}
	c.rect(0, 340, placeWide, 5, rgb(228, 228, 220))
	c.rect(0, 555, placeWide, 5, rgb(228, 228, 220))
	paints := []colour{rgb(190, 60, 50), rgb(230, 230, 232), rgb(50, 70, 120), rgb(40, 40, 44), rgb(150, 154, 158)}
	for i := range 10 {
		if i%4 != 2 {
			car(c, float64(102+i*120), 326, 1.15, 1, paints[i%len(paints)])
		}
		if i%3 != 1 {
			car(c, float64(102+i*120), 690, 1.25, -1, paints[(i+2)%len(paints)])
		}
	}
	for x := 100.0; x < placeWide; x += 240 { // arrows on the lane
		c.rect(x, 446, 60, 8, rgb(210, 210, 200))
		c.slope(x+40, 434, x+62, 448, 6, rgb(210, 210, 200))
		c.slope(x+40, 464, x+62, 450, 6, rgb(210, 210, 200))
	}
}

func carParkMoving(c *canvas, t float64) {
	car(c, -120+1520*along(t, 15, 0), 440, 1.35, 1, rgb(200, 120, 40))
	car(c, 1400-1520*along(t, 22, 0.4), 532, 1.45, -1, rgb(70, 130, 160))
	person(c, 200+900*swing(t, 44), 380, 1.1, t*7, rgb(150, 70, 120))
	lamp := rgb(90, 90, 90)
	if math.Mod(t, 1) < 0.5 {
		lamp = rgb(250, 200, 60)
	}
	c.rect(636, 120, 8, 100, rgb(70, 72, 76))
	c.disc(640, 118, 10, lamp)
}
