import { register } from 'paintbox/register';
import { greeting } from './greeting.js';

document.querySelector('h1').textContent = greeting('Ada');
register('/sw.js', { onUpdate: (apply) => confirm('Reload?') && apply() });
