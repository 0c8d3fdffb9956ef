// Package scene draws the picture of a practice camera and reads it back.
//
// A picture shows a place with things moving in it, a wall clock in Beijing
// time, a frame counter, and at its lower edge a strip of black and white
// cells that a program can read from a decoded frame, a screenshot or a
// browser's canvas, at any size down to about 190 pixels in width and after
// lossy coding. It is how a test knows which picture it sees.
//
// # The strip
//
// The strip covers the full width and the lowest 2/30 of the height of the
// picture. It has two rows of 48 cells. With W and H the size of the picture
// as it is looked at (scaled or not), the cell in row r (0 upper, 1 lower) and
// column c (0 left) covers
//
//	x from c*W/48 to (c+1)*W/48,  y from (28+r)*H/30 to (29+r)*H/30.
//
// A bright cell is 1, a dark one 0. A reader takes the mean luma of the middle
// half of each cell in both directions, and compares it with the point halfway
// between the darkest and the brightest cell; if these differ by less than 40
// of 255 there is no strip. The 96 bits, row 0 first, each row left to right,
// most significant bit first, are
//
//	bits  0–7   camera number
//	bits  8–35  frame counter, modulo 2^28
//	bits 36–79  server time of drawing, Unix milliseconds, modulo 2^44
//	bits 80–95  CRC-16/CCITT-FALSE (polynomial 0x1021, initial 0xffff,
//	            nothing reflected, no final XOR) of the ten bytes before
//
// [Read] is the reference reader.
package scene
