package audit

// Cameras that are moved, and where they belong.
const (
	CameraControl Act = "camera.control"       // somebody took the control
	CameraMoved   Act = "camera.moved"         // commands since the last time, counted
	ControlAside  Act = "camera.control-aside" // a higher one took it
	ControlBack   Act = "camera.control-back"
	ControlEnd    Act = "camera.control-end"
	CameraHomed   Act = "camera.homed" // it went back by itself, or did not take it
	HomeSet       Act = "camera.home-set"
	HomeDrop      Act = "camera.home-drop"
)
