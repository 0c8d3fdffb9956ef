package main

import (
	"fmt"
	"text/tabwriter"

	"shiheng.internal"
	"shiheng.internal/app"
)

// markCommand reads session marks: who was shown what a leaked file shows.
type markCommand struct {
	dataFlag `embed:""`
	File     string `arg:"" help:"Captured footage: MP4, MKV or a raw stream. Of a transport stream make an MP4 first: ffmpeg -i FILE -c copy OUT.mp4." type:"existingfile"`
}

// Run prints a line for each showing found. A file without marks of this house
// is an error, so that scripts can tell.
func (c markCommand) Run(t terminal) error {
	start, err := c.start(t)
	if err != nil {
		return err
	}
	found, err := app.ReadMarks(start, c.File)
	if err != nil {
		return err
	}
	tab := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tab, "授权 grant\t登录会话 session\t摄像机 camera\t录像起 from\t录像止 to\t标记 marks")
	for _, s := range found.Sights {
		fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\t%d\n", s.Grant, s.Session, s.Camera, clock(s.First), clock(s.Last), s.Marks)
	}
	if err := tab.Flush(); err != nil {
		return err
	}
	if found.Foreign > 0 {
		fmt.Fprintf(t.out, "另有其他平台的标记 marks of another platform: %d\n", found.Foreign)
	}
	if found.Broken > 0 {
		fmt.Fprintf(t.out, "被改动、伪造或不完整的标记 altered, forged or cut: %d\n", found.Broken)
	}
	if len(found.Sights) == 0 {
		return shiheng.NotFound("mark.none", "file", c.File)
	}
	return nil
}
