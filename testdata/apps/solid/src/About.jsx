import { For } from 'solid-js'
import './about.css'

export default function About(props) {
  return <ul class="about"><For each={props.rooms}>{(room) => <li classList={{ long: room.length > 4 }}>{room}</li>}</For></ul>
}
