package scene

// A colour in limited-range BT.601, as cameras send it.
type colour struct{ y, u, v byte }

// rgb converts 8-bit RGB.
func rgb(r, g, b int) colour {
	return colour{
		y: byte((66*r+129*g+25*b+128)>>8 + 16),
		u: byte((-38*r-74*g+112*b+128)>>8 + 128),
		v: byte((112*r-94*g-18*b+128)>>8 + 128),
	}
}

// A canvas is a planar YUV 4:2:0 picture, and where on it the units of the
// scene lie: a point (x, y) of the scene is at ((x-left)*scale, (y-top)*scale).
type canvas struct {
	w, h             int
	y, u, v          []byte
	left, top, scale float64
}

// over lays a canvas over buf, which holds w*h*3/2 bytes.
func over(buf []byte, w, h int) canvas {
	n := w * h
	return canvas{w: w, h: h, y: buf[:n], u: buf[n : n+n/4], v: buf[n+n/4 : n+n/2], scale: 1}
}

// fill paints the pixels from (x0, y0) to (x1, y1), clipped.
func (c *canvas) fill(x0, y0, x1, y1 int, col colour) {
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, c.w), min(y1, c.h)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	for y := y0; y < y1; y++ {
		paint(c.y[y*c.w+x0:y*c.w+x1], col.y)
	}
	half := c.w / 2
	for y := y0 / 2; y < (y1+1)/2; y++ {
		paint(c.u[y*half+x0/2:y*half+(x1+1)/2], col.u)
		paint(c.v[y*half+x0/2:y*half+(x1+1)/2], col.v)
	}
}

func paint(p []byte, v byte) {
	for i := range p {
		p[i] = v
	}
}

// rect paints a rectangle given in units of the scene.
func (c *canvas) rect(x, y, w, h float64, col colour) {
	c.fill(c.px(x), c.py(y), c.px(x+w), c.py(y+h), col)
}

func (c *canvas) px(x float64) int { return int((x-c.left)*c.scale + 0.5) }
func (c *canvas) py(y float64) int { return int((y-c.top)*c.scale + 0.5) }

// disc paints a circle given in units of the scene.
func (c *canvas) disc(x, y, r float64, col colour) {
	cx, cy, pr := c.px(x), c.py(y), r*c.scale
	for dy := -int(pr); dy <= int(pr); dy++ {
		half := isqrt(pr*pr - float64(dy*dy))
		c.fill(cx-half, cy+dy, cx+half, cy+dy+1, col)
	}
}

func isqrt(v float64) int {
	n := 0
	for float64((n+1)*(n+1)) <= v {
		n++
	}
	return n
}

// slope paints a band from (x0, y0) to (x1, y1) whose upright thickness is t.
func (c *canvas) slope(x0, y0, x1, y1, t float64, col colour) {
	a, b := c.px(x0), c.px(x1)
	if a > b {
		a, b, y0, y1 = b, a, y1, y0
	}
	for x := a; x <= b; x++ {
		part := 0.0
		if b > a {
			part = float64(x-a) / float64(b-a)
		}
		y := y0 + (y1-y0)*part
		c.fill(x, c.py(y), x+1, c.py(y+t), col)
	}
}

// window copies the part of c that view shows into view, nearest pixel.
func (c *canvas) window(view *canvas) {
	step := c.scale / view.scale
	x0 := (view.left - c.left) * c.scale
	y0 := (view.top - c.top) * c.scale
	if step == 1 {
		plane(view.y, view.w, view.h, c.y, c.w, int(x0)&^1, int(y0)&^1)
		plane(view.u, view.w/2, view.h/2, c.u, c.w/2, int(x0)/2, int(y0)/2)
		plane(view.v, view.w/2, view.h/2, c.v, c.w/2, int(x0)/2, int(y0)/2)
		return
	}
	zoomed(view.y, view.w, view.h, c.y, c.w, x0, y0, step)
	zoomed(view.u, view.w/2, view.h/2, c.u, c.w/2, x0/2, y0/2, step)
	zoomed(view.v, view.w/2, view.h/2, c.v, c.w/2, x0/2, y0/2, step)
}

func plane(dst []byte, w, h int, src []byte, stride, x, y int) {
	for row := range h {
		from := (y+row)*stride + x
		copy(dst[row*w:(row+1)*w], src[from:from+w])
	}
}

func zoomed(dst []byte, w, h int, src []byte, stride int, x0, y0, step float64) {
	last := len(src)/stride - 1
	for row := range h {
		line := src[min(int(y0+float64(row)*step), last)*stride:][:stride]
		out := dst[row*w : (row+1)*w]
		x := x0
		for i := range out {
			out[i] = line[min(int(x), stride-1)]
			x += step
		}
	}
}
